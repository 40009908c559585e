//! Whether two files say the same.

use super::super::tree::File;
use super::comments::Comment;

/// Whether the trees are equal but for the places and the language of the keywords.
pub(super) fn trees(a: &File, b: &File) -> bool {
    let all = |file: &File| without_places(&format!("{:?}", file.items));
    all(a) == all(b)
}

/// What the derived `Debug` says, without the places. It has every field of the tree, those included that will be added.
fn without_places(all: &str) -> String {
    let mut text = String::with_capacity(all.len());
    let mut rest = all;
    while let Some((before, after)) = rest.split_once("Span { file: FileId(") {
        text.push_str(before);
        rest = after.split_once('}').map_or("", |(_, rest)| rest);
    }
    text + rest
}

/// Whether the comments are the same ones. Two that stood at the ends of lines that became one change places.
pub(super) fn comments(a: &[Comment<'_>], b: &[Comment<'_>]) -> bool {
    let sorted = |comments: &[Comment<'_>]| {
        let mut texts: Vec<_> = comments.iter().map(|c| bare(c.text).to_owned()).collect();
        texts.sort_unstable();
        texts
    };
    sorted(a) == sorted(b)
}

/// What a comment says.
fn bare(text: &str) -> &str {
    text.trim_start_matches(['#', ' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::super::comments::comments as of;
    use super::{comments, trees};
    use crate::source::FileId;
    use crate::syntax::parse;

    #[test]
    fn trees_differ_by_more_than_places() {
        let same = |a: &str, b: &str| trees(&parse(FileId(0), a).0, &parse(FileId(0), b).0);
        assert!(same("mål a att b", "goal a\n  that b"));
        assert!(!same("mål a att b", "mål a att c"));
        assert!(!same("mål a att b", "## d\nmål a att b"));
        assert!(!same("mål a att b", "mål a när c att b"));
    }

    #[test]
    fn a_comment_that_is_lost_or_altered_is_seen() {
        assert!(comments(&of("# a\nb # c"), &of("b # c\n  # a")));
        assert!(!comments(&of("# a\nb # c"), &of("# a\nb")));
        assert!(!comments(&of("# a"), &of("# a\n# a")));
        assert!(!comments(&of("# a"), &of("# b")));
    }
}
