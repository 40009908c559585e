//! Open names: what a module needs and its importer defines.

use super::checker::{Checker, index};
use super::names::{Entry, Space, Symbol};
use super::pending::{PendingField, PendingOpen};
use super::words;
use crate::diagnostic::{Code, Diagnostic};

impl Checker<'_> {
    /// Lets each module see what its open names are defined as. One that nobody defines becomes a field of the
    /// application, so that the rest can be checked; it is an error unless the module is checked alone.
    pub(crate) fn bind_open_names(&mut self, alone: bool) {
        for open in self.pending.opens.clone() {
            let name = open.name.text.as_str();
            self.module = open.module;
            match self.names.anywhere(Space::Value, name) {
                Some(entry) if entry.module == open.module => {
                    self.report(
                        Diagnostic::error(
                            Code::DuplicateName,
                            open.name.span,
                            format!("`{name}` är både öppet och bestämt i samma fil"),
                            format!("`{name}` is both open and defined in the same file"),
                        )
                        .also(entry.span, "bestämt här", "defined here"),
                    );
                }
                Some(_) => {
                    self.names.open.insert((open.module, name.to_owned()));
                }
                None => self.leave_open(open, alone),
            }
        }
    }

    fn leave_open(&mut self, open: PendingOpen<'_>, alone: bool) {
        let name = open.name.text.as_str();
        if !alone {
            let module = self.modules.get(open.module);
            let slug = module.map_or("", |m| m.slug.as_str());
            let used_at = module.and_then(|m| m.used_at).unwrap_or(open.name.span);
            let diagnostic = Diagnostic::error(
                Code::OpenNameUndefined,
                used_at,
                format!("modulen `{slug}` behöver `{name}`, som ingen bestämmer"),
                format!("the module `{slug}` needs `{name}`, which nobody defines"),
            )
            .also(open.name.span, "öppet här", "open here")
            .help(
                format!("lägg till fältet eller begreppet `{name}`"),
                format!("add the field or the concept `{name}`"),
            );
            self.unknown(name, diagnostic);
        }
        let symbol = Symbol::Field(index(self.pending.fields.len()));
        let entry = Entry {
            symbol,
            span: open.name.span,
            module: open.module,
        };
        self.names.declare(Space::Value, name, entry);
        // The tree outlives the checker, and so does what is taken from it.
        let Some(open) = self
            .pending
            .opens
            .iter()
            .find(|o| o.module == open.module && o.name.text == name)
            .copied()
        else {
            return;
        };
        self.pending.fields.push((open.module, PendingField::Open(open)));
    }

    /// Whether what defines each open name has the type that the module asks for.
    pub(crate) fn check_open_names(&mut self) {
        for open in self.pending.opens.clone() {
            self.module = open.module;
            let Some(entry) = self.names.anywhere(Space::Value, &open.name.text) else {
                continue;
            };
            let Some(wanted) = self.type_of(open.ty) else {
                continue;
            };
            let found = match entry.symbol {
                Symbol::Field(field) if self.bad_fields.contains(&field) => continue,
                Symbol::Field(field) => self
                    .set
                    .application
                    .get(usize::from(field))
                    .map(|f| (f.ty.clone(), f.optional, f.judgement)),
                Symbol::Concept(concept) => match self.concept_type(concept, entry.span) {
                    Some(ty) => Some((ty, false, open.ty.judgement)),
                    None => continue,
                },
                Symbol::Parameter(parameter) if self.bad_parameters.contains(&parameter) => continue,
                Symbol::Parameter(parameter) => self
                    .set
                    .parameters
                    .get(usize::from(parameter.0))
                    .map(|p| (p.ty.clone(), false, false)),
                _ => None,
            };
            let fits = found.as_ref().is_some_and(|(ty, optional, judgement)| {
                words::same(ty, &wanted)
                    && *optional == open.ty.optional
                    && (*judgement || !open.ty.judgement)
            });
            if fits {
                continue;
            }
            let wanted = words::of_type(&self.set, &wanted);
            let (sv, en) = match &found {
                Some((ty, ..)) => words::of_type(&self.set, ty),
                None => (
                    "något annat än ett värde".into(),
                    "something other than a value".into(),
                ),
            };
            let optional = |yes: bool| {
                if yes {
                    (", valfritt", ", optional")
                } else {
                    ("", "")
                }
            };
            let have = optional(found.as_ref().is_some_and(|f| f.1));
            let want = optional(open.ty.optional);
            self.report(
                Diagnostic::error(
                    Code::OpenNameType,
                    entry.span,
                    format!(
                        "`{}` är {sv}{}, men modulen behöver {}{}",
                        open.name.text, have.0, wanted.0, want.0
                    ),
                    format!(
                        "`{}` is {en}{}, but the module needs {}{}",
                        open.name.text, have.1, wanted.1, want.1
                    ),
                )
                .also(open.name.span, "öppet här", "open here"),
            );
        }
    }
}
