//! `fördelning`.

use super::{Children, Lower, Node, Rule};
use crate::diagnostic::{Code, Diagnostic};
use crate::syntax::tree::{Apportionment, Grounds, ItemKind, Pot, Residual};
use crate::value::RoundMode;

impl Lower<'_> {
    pub(super) fn apportionment(&mut self, node: Node<'_>) -> Option<ItemKind> {
        let mut children = Children::of(node);
        let name = self.name(&children.find(Rule::name)?);
        let title = self.text_next(&mut children);
        let (mut grounds, mut seen) = (Grounds::default(), Vec::new());
        self.grounds_next(&mut children, &mut grounds, &mut seen)?;
        let mut sentence = Children::of(children.take(Rule::sharing)?);
        sentence.take(Rule::kw_distribute)?;
        let pot = match sentence.take(Rule::kw_left_of) {
            Some(_) => Pot::Left {
                of: self.name(&sentence.find(Rule::name)?),
                field: self.name(&sentence.find(Rule::name)?),
            },
            None => Pot::Amount {
                amount: self.sum(sentence.take(Rule::sum)?)?,
                table: self.name(&sentence.find(Rule::name)?),
            },
        };
        let key = self.name(&sentence.find(Rule::name)?);
        let rounding = sentence.find(Rule::rounding)?;
        let rounding_span = self.span(&rounding);
        let (mut mode, mut step) = (RoundMode::Nearest, None);
        for part in rounding.into_inner() {
            match part.as_rule() {
                Rule::kw_up => mode = RoundMode::Up,
                Rule::kw_down => mode = RoundMode::Down,
                Rule::quantity => step = Some(self.quantity(part)?),
                _ => {}
            }
        }
        let Some(step) = step else {
            return self.fail(
                Diagnostic::error(
                    Code::ClauseMissing,
                    rounding_span,
                    "det framgår inte vad delarna avrundas till",
                    "it is not said what the parts are rounded to",
                )
                .help("skriv till exempel `till 1 kr`", "write for instance `to 1 kr`"),
            );
        };
        let residual_node = sentence.find(Rule::residual)?;
        let residual_span = self.span(&residual_node);
        let residual = match residual_node.into_inner().nth(1)?.as_rule() {
            Rule::kw_on_largest => Residual::Largest,
            Rule::kw_by_fraction => Residual::Fraction,
            _ => Residual::Kept,
        };
        let mut made = Apportionment {
            name,
            title,
            grounds,
            pot,
            key,
            mode,
            step,
            rounding: rounding_span,
            residual,
            residual_span,
            filter: None,
            floor: None,
            cap: None,
            published: None,
        };
        while let Some(part) = children.next() {
            self.once(&mut seen, &part)?;
            let mut parts = Children::of(part.clone());
            match part.as_rule() {
                Rule::filter => {
                    parts.take(Rule::kw_where)?;
                    made.filter = Some(self.predicate(parts.next()?)?);
                }
                Rule::floor => made.floor = Some(self.sum(parts.find(Rule::sum)?)?),
                Rule::cap => made.cap = Some(self.sum(parts.find(Rule::sum)?)?),
                Rule::published => made.published = Some(self.name(&parts.find(Rule::name)?)),
                _ => self.ground(&mut made.grounds, part)?,
            }
        }
        Some(ItemKind::Apportionment(Box::new(made)))
    }
}
