//! A mistake of each kind, planted in a shipped rule set, and the command that finds it.

use crate::cli::Test;
use crate::shipped;

/// What is wrong; the file, what stands in it and what is put there instead; the command, and what it says.
struct Planted {
    mistake: &'static str,
    file: &'static str,
    from: &'static str,
    to: &'static str,
    command: &'static str,
    finds: &'static str,
}

const IOP: &str = "iop-malmo/iop-malmo.regel";
const HEALTH: &str = "halsosamtal-2023/halsosamtal-2023.regel";
const CHECK_IOP: &str = "check rules/iop-malmo --deny-warnings";

const PLANTED: &[Planted] = &[
    Planted {
        mistake: "a misspelt name",
        file: IOP,
        from: "att område är ofrivillig_ensamhet",
        to: "att områd är ofrivillig_ensamhet",
        command: CHECK_IOP,
        finds: "menade du `område`?",
    },
    Planted {
        mistake: "a rule without a source",
        file: IOP,
        from: "  enligt rapport \"Sammanfattning\"\n  antagande \"Återrapporten beskriver att partnerskapen kompletterar. Vi läser det som ett krav.\"\n    en \"The report describes that the partnerships complement. We read that as a requirement.\"\n",
        to: "",
        command: CHECK_IOP,
        finds: "kompletterar_verksamheten: där står rapport Sammanfattning",
    },
    Planted {
        mistake: "another clause than the list of sources names",
        file: IOP,
        from: "enligt rapport \"Sammanfattning\"",
        to: "enligt rapport \"Budget\"",
        command: CHECK_IOP,
        finds: "SOURCES.md` säger annat än reglerna",
    },
    Planted {
        mistake: "a fact that nothing reads",
        file: IOP,
        from: "ansökan {\n",
        to: "ansökan {\n  telefon: text \"Vilket telefonnummer?\" en \"Which telephone number?\"\n",
        command: CHECK_IOP,
        finds: "varning[E0801]",
    },
    Planted {
        mistake: "a concept that nothing uses",
        file: IOP,
        from: "# --- Vad partnerskapet gäller ---\n",
        to: "begrepp halva \"Halva beloppet\" en \"Half the amount\" = 50 % av begärt\n",
        command: CHECK_IOP,
        finds: "varning[E0802]",
    },
    Planted {
        mistake: "a rule that no case and no example reaches",
        file: IOP,
        from: "# --- Vad partnerskapet gäller ---\n",
        to: "hinder jättestort \"För mycket\" en \"Too much\"\n  antagande \"Påhittat\" en \"Invented\"\n  när begärt är över 9 999 mkr\n  avslå \"För mycket.\" en \"Too much.\"\n",
        command: CHECK_IOP,
        finds: "varning[E0820]",
    },
    Planted {
        mistake: "a missing translation",
        file: IOP,
        from: "\n  en \"The partnership must concern involuntary loneliness\"",
        to: "",
        command: CHECK_IOP,
        finds: "varning[E0805]",
    },
    Planted {
        mistake: "keywords of two languages",
        file: IOP,
        from: "  när initiativ_från_civilsamhället\n",
        to: "  when initiativ_från_civilsamhället\n",
        command: CHECK_IOP,
        finds: "fel[E0117]",
    },
    Planted {
        mistake: "two names that look alike",
        file: IOP,
        from: "ansökan {\n",
        to: "ansökan {\n  omrade: text \"Vilken stadsdel?\" en \"Which district?\"\n",
        command: CHECK_IOP,
        finds: "varning[E0806]",
    },
    Planted {
        mistake: "an example that expects no outcome",
        file: HEALTH,
        from: "  väntar bifall 3 419 977 kr\n  väntar anmärkning äldst_först\n",
        to: "  väntar anmärkning äldst_först\n",
        command: "check rules/halsosamtal-2023 --deny-warnings",
        finds: "varning[E0822]",
    },
    Planted {
        mistake: "a last day on a Sunday that nobody has thought of",
        file: IOP,
        from: "att område är ofrivillig_ensamhet",
        to: "att område är ofrivillig_ensamhet och avtalstid.från är senast 2030-06-30",
        command: CHECK_IOP,
        finds: "varning[E0809]",
    },
    Planted {
        mistake: "a table that is a krona off",
        file: "halsosamtal-2023/fordelning-2023.csv",
        from: "Bengtsfors,429,180220",
        to: "Bengtsfors,429,180221",
        command: "check rules/halsosamtal-2023",
        finds: "1 kr för mycket",
    },
    Planted {
        mistake: "a deadline a day late",
        file: HEALTH,
        from: "att inkom är senast sista_dagen",
        to: "att inkom är före sista_dagen",
        command: "test rules/halsosamtal-2023 --snapshots none",
        finds: "exemplet ”sista dagen räknas”",
    },
    Planted {
        mistake: "a rejection that became a remark",
        file: IOP,
        from: "annars avslå \"Partnerskapet skulle ersätta",
        to: "annars anmärk \"Partnerskapet skulle ersätta",
        command: "test rules/iop-malmo --snapshots none",
        finds: "blev annat än väntat",
    },
    Planted {
        mistake: "a condition that no case tries",
        file: IOP,
        from: "när initiativ_från_civilsamhället\n",
        to: "när initiativ_från_civilsamhället eller begärt är över 9 999 mkr\n",
        command: "test rules/iop-malmo --snapshots none --require-coverage 100",
        finds: "`begärt är över 9 999 mkr`",
    },
    Planted {
        mistake: "a threshold that no case has on both sides",
        file: IOP,
        from: "när initiativ_från_civilsamhället\n",
        to: "när initiativ_från_civilsamhället och begärt är minst 77 kr\n",
        command: "mutate rules/iop-malmo --rule idéburet_initiativ --require 100",
        finds: "77 kr → 78 kr",
    },
    Planted {
        mistake: "a layout of one's own",
        file: IOP,
        from: "att område är ofrivillig_ensamhet",
        to: "att   område = ofrivillig_ensamhet",
        command: "fmt rules/iop-malmo --check",
        finds: "+  att område är ofrivillig_ensamhet",
    },
];

#[test]
fn a_mistake_of_each_kind_is_found() {
    let files = shipped::files_with_sources();
    let mut missed = Vec::new();
    for planted in PLANTED {
        let mut test = Test::new();
        let mut hits = 0;
        for (path, bytes) in &files {
            let mut text = String::from_utf8(bytes.clone()).unwrap();
            if path == planted.file {
                hits = text.matches(planted.from).count();
                text = text.replace(planted.from, planted.to);
            }
            test = test.file(&format!("rules/{path}"), text);
        }
        assert_eq!(
            hits, 1,
            "{}: `{}` in {}",
            planted.mistake, planted.from, planted.file
        );
        let told = test.run(planted.command).transcript();
        if !told.contains(planted.finds) {
            missed.push(format!("{} by `{}`:\n{told}", planted.mistake, planted.command));
        }
    }
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

#[test]
fn without_a_mistake_nothing_is_found() {
    let commands: std::collections::BTreeSet<&str> = PLANTED.iter().map(|p| p.command).collect();
    for command in commands {
        let told = shipped::files_with_sources()
            .into_iter()
            .fold(Test::new(), |test, (path, bytes)| {
                test.file(&format!("rules/{path}"), bytes)
            })
            .run(command)
            .exit(0);
        for planted in PLANTED.iter().filter(|p| p.command == command) {
            assert!(
                !told.stdout.contains(planted.finds),
                "{command} says of nothing: {}",
                planted.finds
            );
        }
    }
}
