//! Declarations: sources, bodies, types, records, fields, tables.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::tree::{
    Alias, Answerer, Control, Field, Grounds, ItemKind, Table, TypeRef, TypeRefKind, Variant,
};

impl Lower<'_> {
    pub(super) fn source(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children)?;
        Some(ItemKind::Source { name, title })
    }

    pub(super) fn body(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children)?;
        let aliases = self.aliases(children)?;
        Some(ItemKind::Body { name, title, aliases })
    }

    fn aliases(&mut self, children: Children<'_>) -> Option<Vec<Alias>> {
        children
            .0
            .filter(|n| n.as_rule() == Rule::alias)
            .map(|n| self.alias(n))
            .collect()
    }

    fn alias(&mut self, node: Node<'_>) -> Option<Alias> {
        let mut children = Children::of(node);
        let alias = self.plain_line(children.find(Rule::string)?)?;
        let target = match children.find(Rule::string) {
            Some(target) => Some(self.plain_line(target)?),
            None => None,
        };
        Some(Alias { alias, target })
    }

    pub(super) fn enumeration(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let variants = children
            .0
            .filter(|n| n.as_rule() == Rule::variant)
            .map(|variant| {
                let mut parts = Children::of(variant);
                Some(Variant {
                    name: self.name(&parts.take(Rule::name)?),
                    title: self.text_next(&mut parts),
                    aliases: self.aliases(parts)?,
                })
            })
            .collect::<Option<_>>()?;
        Some(ItemKind::Enum { name, variants })
    }

    pub(super) fn record(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        let fields = self.fields(children.find(Rule::fields)?)?;
        Some(ItemKind::Record { name, title, fields })
    }

    pub(super) fn unit(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        Some(ItemKind::Unit { name, title })
    }

    pub(super) fn open(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let ty = self.type_ref(children.find(Rule::type_ref)?)?;
        let title = self.text_next(&mut children);
        Some(ItemKind::Open { name, ty, title })
    }

    /// `{ a: T  b: T }`.
    pub(super) fn fields(&mut self, node: Node<'_>) -> Option<Vec<Field>> {
        node.into_inner()
            .filter(|n| n.as_rule() == Rule::field)
            .map(|n| self.field(n))
            .collect()
    }

    fn field(&mut self, node: Node<'_>) -> Option<Field> {
        let mut children = Children::of(node);
        let key = children.take(Rule::kw_key).is_some();
        let name = self.name(&children.take(Rule::name)?);
        let ty = self.type_ref(children.find(Rule::type_ref)?)?;
        let mut field = Field {
            name,
            key,
            ty,
            question: None,
            asked_of: Vec::new(),
            applicant_may_change: false,
            json: None,
            aliases: Vec::new(),
        };
        let mut seen: Vec<(Rule, Span)> = Vec::new();
        while let Some(part) = children.take(Rule::field_part) {
            let part = part.into_inner().next()?;
            let rule = part.as_rule();
            if rule != Rule::alias {
                self.field_part_once(&mut seen, &part)?;
            }
            match rule {
                Rule::text => field.question = Some(self.text(part)?),
                Rule::of_whom => field.asked_of = self.answerers(part)?,
                Rule::change => field.applicant_may_change = true,
                Rule::json_key => {
                    field.json = Some(self.plain_line(Children::of(part).find(Rule::string)?)?);
                }
                Rule::alias => field.aliases.push(self.alias(part)?),
                _ => return None,
            }
        }
        Some(field)
    }

    fn field_part_once(&mut self, seen: &mut Vec<(Rule, Span)>, part: &Node<'_>) -> Option<()> {
        if part.as_rule() != Rule::text {
            return self.once(seen, part);
        }
        if let Some((_, first)) = seen.iter().find(|(r, _)| *r == Rule::text) {
            let diagnostic = Diagnostic::error(
                Code::ClauseRepeated,
                self.span(part),
                "fältet har två frågor",
                "the field has two questions",
            )
            .also(*first, "den första", "the first")
            .help(
                "den engelska texten står efter `en`",
                "the English text stands after `en`",
            );
            return self.fail(diagnostic);
        }
        seen.push((Rule::text, self.span(part)));
        Some(())
    }

    fn answerers(&mut self, node: Node<'_>) -> Option<Vec<Answerer>> {
        node.into_inner()
            .filter(|n| n.as_rule() == Rule::answerer)
            .map(|answerer| {
                let who = answerer.into_inner().next()?;
                Some(match who.as_rule() {
                    Rule::kw_applicant => Answerer::Applicant,
                    Rule::kw_officer => Answerer::Officer,
                    _ => Answerer::Body(self.name(&who)),
                })
            })
            .collect()
    }

    /// A type as it is written.
    pub(super) fn type_ref(&mut self, node: Node<'_>) -> Option<TypeRef> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        let judgement = children.take(Rule::kw_judgement).is_some();
        let core = children.take(Rule::type_core)?.into_inner().next()?;
        let optional = children.take(Rule::question_mark).is_some();
        let kind = match core.as_rule() {
            Rule::list_type => {
                let inner = Children::of(core).find(Rule::type_ref)?;
                TypeRefKind::List(Box::new(self.type_ref(inner)?))
            }
            Rule::yes_no => TypeRefKind::YesNo,
            Rule::key_type => TypeRefKind::Key(self.name(&Children::of(core).find(Rule::name)?)),
            _ => {
                let mut parts = Children::of(core);
                let name = self.name(&parts.take(Rule::name)?);
                let mut per = Vec::new();
                while parts.take(Rule::kw_per).is_some() {
                    per.push(self.name(&parts.take(Rule::name)?));
                }
                let signed = parts.take(Rule::kw_signed).is_some();
                TypeRefKind::Named { name, per, signed }
            }
        };
        Some(TypeRef {
            span,
            judgement,
            optional,
            kind,
        })
    }

    pub(super) fn table(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let file = self.plain_line(children.take(Rule::string)?)?;
        let title = self.text_next(&mut children);
        let mut grounds = Grounds::default();
        self.grounds_next(&mut children, &mut grounds, &mut Vec::new())?;
        let (mut columns, mut controls) = (Vec::new(), Vec::new());
        while let Some(part) = children.next() {
            match part.as_rule() {
                Rule::column => columns.push(self.field(part)?),
                Rule::control => controls.push(self.control(part)?),
                _ => {}
            }
        }
        Some(ItemKind::Table(Table {
            name,
            file,
            title,
            grounds,
            columns,
            controls,
        }))
    }

    fn control(&mut self, node: Node<'_>) -> Option<Control> {
        let span = self.span(&node);
        let mut children = Children::of(node);
        children.take(Rule::kw_control)?;
        let column = match children.take(Rule::kw_row_count) {
            Some(_) => None,
            None => Some(self.name(&children.find(Rule::name)?)),
        };
        let value = self.sum(children.find(Rule::sum)?)?;
        Some(Control { column, value, span })
    }
}
