//! Apportionments: what is shared, among whom, by what, and how the parts become the whole.

use super::draft::Draft;
use super::line::{both, entry, same, text};
use super::model::{Block, Inline, Section};
use super::{anchor, optional};
use crate::check::ruleset::{Apportionment, ApportionmentId, Pot};
use crate::check::visit::Owner;

impl Draft<'_> {
    /// The chapter of apportionments.
    pub(super) fn apportionments(&self) -> Option<Section> {
        let items = (0..).map(ApportionmentId).zip(&self.set.apportionments);
        optional(Section {
            id: "fordelningar".to_owned(),
            title: both("Fördelningar", "Apportionments"),
            blocks: vec![Block::Paragraph(vec![
                Inline::Text(both(
                    "Så delas pengarna. Delarna räknas ut av ",
                    "This is how the money is shared. The parts are computed by ",
                )),
                Inline::Name("rekvisit allocate".to_owned()),
                Inline::Text(both(", och det som blir kvar av ", ", and what is left by ")),
                Inline::Name("rekvisit redistribute".to_owned()),
                Inline::Text(same(".")),
            ])],
            sections: items.map(|(id, item)| self.apportionment(id, item)).collect(),
            ..Section::default()
        })
    }

    fn apportionment(&self, id: ApportionmentId, item: &Apportionment) -> Section {
        let said = self.wording.apportionment(item);
        let mut entries: Vec<_> = said
            .into_iter()
            .map(|(term, words)| entry(term.into(), text(words.capitalised())))
            .collect();
        let (cited, assumed) = self.grounds(&item.grounds);
        entries.extend(cited);
        entries.extend(self.reads(Owner::Apportionment(id)));
        let mut blocks = vec![Block::Entries(entries)];
        blocks.extend(assumed);
        Section {
            id: anchor::apportionment(&item.name),
            kind: match item.pot {
                Pot::Amount(_) => both("Fördelning", "Apportionment"),
                Pot::Left(..) => both("Omfördelning", "Redistribution"),
            },
            title: item.title.clone(),
            name: Some(item.name.clone()),
            mark: None,
            blocks,
            sections: Vec::new(),
        }
    }
}
