//! A whole year of the grant for health conversations: 290 municipalities requisition, account and repay, and every sum is counted again
//! without the engine, in öre.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rekvisit::apportion::{self, Round};
use rekvisit::check::ruleset::ApportionmentId;
use rekvisit::explain::{DayFrom, Explanation};
use rekvisit::facts::{self, Limits};
use rekvisit::follow_up::{self, Account, Overview};
use rekvisit::program::Program;
use rekvisit::source::FileId;
use rekvisit::trial::{self, Tried};
use rekvisit::value::Date;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::shipped;

/// Lines of an account; those who got nothing have none.
const LINES: usize = 100;

/// What a municipality did, and what that must come to, in öre.
struct Municipality {
    name: String,
    county: String,
    persons: i64,
    allocated: i64,
    requisition: Value,
    granted: i64,
    wants_more: bool,
    redistributed: i64,
}

/// An account, and what it must come to.
struct Expected {
    account: Value,
    /// The rules that refuse each line; none when it counts.
    refused: Vec<Vec<&'static str>>,
    remarked: Vec<bool>,
    used: i64,
    repay: i64,
    state: &'static str,
}

fn table(path: &str) -> Vec<csv::StringRecord> {
    let mut reader = csv::Reader::from_path(shipped::root().join(path)).unwrap();
    reader.records().map(Result::unwrap).collect()
}

/// The municipalities with their requisitions.
fn municipalities(dice: &mut Dice) -> Vec<Municipality> {
    let counties: BTreeMap<String, String> = table("gemensamt/kommuner.csv")
        .iter()
        .map(|row| (row[1].to_owned(), row[2].to_owned()))
        .collect();
    let (_, base) = shipped::cases("halsosamtal-2023")
        .into_iter()
        .find(|(name, _)| name == "malmo-hela-tilldelningen-c1.json")
        .unwrap();
    table("halsosamtal-2023/fordelning-2023.csv")
        .iter()
        .map(|row| {
            let name = row[1].to_owned();
            let kronor: i64 = row[3].parse().unwrap();
            let asked = match dice.below(6) {
                0 => kronor / 2,
                1 => kronor + 10_000,
                _ => kronor,
            };
            // A requisition can come in too late, on the last day, or in good time; some never do.
            let (received, in_time) = dice.pick(&[
                ("2023-04-11", true),
                ("2023-05-15", true),
                ("2023-06-01", true),
                ("2023-06-01", true),
                ("2023-06-02", false),
            ]);
            let wants_more = dice.once_in(3);
            let mut requisition = base.clone();
            let object = requisition.as_object_mut().unwrap();
            object.remove("väntar");
            object.insert("id".to_owned(), json!(format!("R-{}", &row[0])));
            object.insert("kommun".to_owned(), json!(name));
            object.insert(
                "sökande".to_owned(),
                json!({"namn": name, "typ": "kommun", "organisationsnummer": null}),
            );
            object.insert("begärt".to_owned(), json!(asked));
            object.insert("inkom".to_owned(), json!(received));
            object.insert("önskar_mer".to_owned(), json!(wants_more));
            Municipality {
                county: counties[&name].clone(),
                persons: row[2].parse().unwrap(),
                allocated: kronor * 100,
                granted: if in_time { asked.min(kronor) * 100 } else { 0 },
                wants_more: wants_more && in_time,
                redistributed: 0,
                requisition,
                name,
            }
        })
        .collect()
}

/// What nobody requisitioned goes to those who want more, by the same key: whole kronor, half up, what is over or missing on the
/// largest. (The decision says only that it may.) Reckoned here without the engine.
fn redistribute(all: &mut [Municipality]) -> i64 {
    let pool: i64 = all.iter().map(|m| m.allocated - m.granted).sum::<i64>() / 100;
    let persons: i64 = all.iter().filter(|m| m.wants_more).map(|m| m.persons).sum();
    for m in all.iter_mut().filter(|m| m.wants_more) {
        m.redistributed = (2 * pool * m.persons + persons) / (2 * persons) * 100;
    }
    let given: i64 = all.iter().map(|m| m.redistributed).sum();
    let largest = all
        .iter_mut()
        .filter(|m| m.wants_more)
        .max_by_key(|m| m.persons)
        .unwrap();
    largest.redistributed += pool * 100 - given;
    pool * 100
}

/// An amount in öre as an application writes it.
fn kronor(ore: i64) -> Value {
    if ore % 100 == 0 {
        json!(ore / 100)
    } else {
        serde_json::from_str(&format!("{}.{:02}", ore / 100, ore % 100)).unwrap()
    }
}

/// A municipality's account, by dice, with what it must come to.
fn account(m: &Municipality, dice: &mut Dice) -> Expected {
    let paid = m.granted + m.redistributed;
    // Some spend more than they got, some less, some exactly that.
    let spend = match dice.below(4) {
        _ if paid == 0 => 0,
        0 => paid,
        1 => paid + 12_345,
        _ => paid / 10 * 9,
    };
    let mut left = spend;
    let clean = dice.once_in(3);
    let (mut lines, mut refused, mut remarked) = (Vec::new(), Vec::new(), Vec::new());
    let mut used = 0;
    for number in 0..if paid > 0 { LINES } else { 0 } {
        let amount = if number + 1 == LINES {
            left
        } else {
            (left / 20).min(left)
        };
        left -= amount;
        let (day, in_period) = dice.pick(&[
            ("2023-02-01", true),
            ("2023-06-15", true),
            ("2023-12-31", true),
            if clean {
                ("2023-09-01", true)
            } else {
                ("2024-01-05", false)
            },
            if clean {
                ("2023-10-01", true)
            } else {
                ("2023-01-31", false)
            },
        ]);
        let (purpose, judged, fits) = dice.pick(&[
            ("starta", Value::Null, true),
            ("förbättra", Value::Null, true),
            ("utöka", json!(false), true),
            ("annat", json!(true), true),
            if clean {
                ("utöka", Value::Null, true)
            } else {
                ("annat", json!(false), false)
            },
        ]);
        let (provider, allowed) = dice.pick(&[
            ("egen_regi", true),
            ("fristående_aktör", true),
            ("annan_kommun", true),
            ("region", true),
            if clean { ("region", true) } else { ("annan", false) },
        ]);
        let age = dice.pick(&[65, 79, 80, 85]);
        let mut against = Vec::new();
        if !in_period {
            against.push("i_tiden");
        }
        if !fits {
            against.push("för_ändamålet");
        }
        if !allowed {
            against.push("rätt_utförare");
        }
        if against.is_empty() {
            used += amount;
        }
        refused.push(against);
        remarked.push(age < 80);
        lines.push(json!({
            "avser": format!("Kostnad {}", number + 1), "utfört": day, "ändamål": purpose, "inom_ändamålet": judged,
            "utförare": provider, "yngsta_ålder": age, "belopp": kronor(amount),
        }));
    }
    assert_eq!(left, 0);
    let repay = (paid - used).max(0);
    let (repaid, late) = dice.pick(&[
        (json!("2024-05-02"), false),
        (json!("2024-06-30"), false),
        (json!("2024-07-02"), true),
        (Value::Null, true),
    ]);
    Expected {
        account: json!({
            "regelverk": "redovisning-halsosamtal-2023", "id": format!("A-{}", m.name), "prövningsdag": "2024-07-05",
            "kommun": m.name, "tilldelat": kronor(m.allocated), "rekvirerat": m.requisition["begärt"], "beviljat": kronor(m.granted), "omfördelat": kronor(m.redistributed),
            "kostnader": lines, "återbetalt": repaid,
        }),
        refused,
        remarked,
        used: used.min(paid),
        repay,
        state: match (repay, late) {
            (0, _) => "not_triggered",
            (_, true) => "late",
            (_, false) => "fulfilled",
        },
    }
}

fn decided(program: &Program, application: &Value) -> Explanation {
    tried(program, application).explanation(&program.ruleset)
}

fn tried(program: &Program, application: &Value) -> Tried {
    let bytes = serde_json::to_vec(application).unwrap();
    let (schema, ruleset) = (&program.schema, &program.ruleset);
    let facts = facts::decode(schema, ruleset, FileId(0), &bytes, &Limits::default()).unwrap();
    let day = facts.assessed_on.or_else(|| Date::parse("2023-06-15")).unwrap();
    trial::decide(program, facts, (day, DayFrom::Application), FileId(0)).unwrap()
}

/// A named result in öre.
fn result(explanation: &Explanation, name: &str) -> i64 {
    let found = explanation.results.iter().find(|r| r.name == name).unwrap();
    let text = found.value["value"].as_str().unwrap();
    text.replace('.', "").parse().unwrap()
}

/// Every decision names the rules that decided, with a clause or an assumption; so does every line that doesn't count.
fn is_explained(account: &Account) {
    let e = &account.explanation;
    assert!(
        !e.decisive.is_empty() || account.lines.is_empty(),
        "{}",
        account.key
    );
    for line in &account.lines {
        let counts = line.outcome.outcome.as_str() == "granted";
        let reasons = line.told.iter().filter(|told| !told.remark).count();
        assert_eq!(counts, reasons == 0, "{} {}", account.key, line.pointer);
        for told in &line.told {
            assert!(
                !told.text.is_empty() && !told.sources.is_empty(),
                "{}",
                told.rule.as_deref().unwrap_or_default()
            );
        }
    }
}

#[test]
fn a_year_of_the_grant_adds_up_to_the_krona() {
    let library = shipped::library();
    let requisitions = shipped::compiled(&library, "halsosamtal-2023");
    let accounts = shipped::compiled(&library, "redovisning-halsosamtal-2023");
    let mut dice = Dice::of(2023);
    let mut all = municipalities(&mut dice);
    assert_eq!(all.len(), 290);

    // The requisitions: the least of what was asked and allocated, nothing when it came too late.
    all.par_iter().for_each(|m| {
        let e = decided(&requisitions, &m.requisition);
        let granted = e.amount.map_or(0, |amount| amount.as_i64().unwrap());
        assert_eq!(granted, m.granted, "{}", m.name);
        assert!(!e.decisive.is_empty(), "{}", m.name);
    });
    let pool = redistribute(&mut all);
    // The rule set's own redistribution says the same of each municipality.
    let set = &requisitions.ruleset;
    let at = set
        .apportionments
        .iter()
        .position(|a| a.name == "omfördelning")
        .unwrap();
    let round = Round::new(set, ApportionmentId(u16::try_from(at).unwrap())).unwrap();
    let first = apportion::apportion(set, round.first(), Date::parse("2023-06-15").unwrap()).unwrap();
    let drawn = all
        .par_iter()
        .map(|m| round.drawn(m.name.clone(), &tried(&round.program, &m.requisition)))
        .collect();
    let shared = round.redistribute(first, drawn).unwrap();
    for (m, row) in all.iter().zip(&shared.rows) {
        let amounts = [row.allocated, row.granted, row.second].map(|amount| amount.as_i64().unwrap());
        assert_eq!(amounts, [m.allocated, m.granted, m.redistributed], "{}", m.name);
    }
    assert_eq!(shared.pool.as_i64(), Some(pool));
    assert!(shared.stays.is_zero());
    let sum = |of: &dyn Fn(&Municipality) -> i64| all.iter().map(of).sum::<i64>();
    assert_eq!(sum(&|m| m.allocated), 14_350_000_000);
    assert_eq!(sum(&|m| m.redistributed), pool);
    assert_eq!(sum(&|m| m.granted + m.redistributed), 14_350_000_000);

    // The accounts.
    let expected: Vec<(&Municipality, Expected)> = all.iter().map(|m| (m, account(m, &mut dice))).collect();
    let lines: usize = expected.iter().map(|(_, e)| e.refused.len()).sum();
    assert!(lines >= 20_000, "{lines} lines");
    let decisions: Vec<Account> = expected
        .par_iter()
        .map(|(_, expected)| {
            let explanation = decided(&accounts, &expected.account);
            follow_up::account(explanation, &expected.account, "")
        })
        .collect();
    for ((m, expected), account) in expected.iter().zip(&decisions) {
        let e = &account.explanation;
        assert_eq!(result(e, "använt"), expected.used, "{}", m.name);
        assert_eq!(result(e, "att_återbetala"), expected.repay, "{}", m.name);
        assert_eq!(
            result(e, "utbetalt_belopp"),
            m.granted + m.redistributed,
            "{}",
            m.name
        );
        assert_eq!(e.obligations[0].state.as_str(), expected.state, "{}", m.name);
        for ((line, refused), remarked) in account
            .lines
            .iter()
            .zip(&expected.refused)
            .zip(&expected.remarked)
        {
            let said: Vec<&str> = line
                .told
                .iter()
                .filter(|t| !t.remark)
                .map(|t| t.rule.as_deref().unwrap())
                .collect();
            assert_eq!(&said, refused, "{} {}", m.name, line.pointer);
            assert_eq!(
                line.told.iter().any(|t| t.remark),
                *remarked,
                "{} {}",
                m.name,
                line.pointer
            );
        }
        // What counts of the lines is what the rule set sums.
        let counted: i64 = account
            .lines
            .iter()
            .filter_map(|l| l.counted)
            .map(|n| n.as_i64().unwrap())
            .sum();
        assert_eq!(
            counted.min(m.granted + m.redistributed),
            expected.used,
            "{}",
            m.name
        );
        is_explained(account);
    }

    // The programme: by county and in all.
    let mut overview = Overview::new(Some("län".to_owned()), Vec::new());
    overview.welcome(&accounts.ruleset);
    for account in &decisions {
        overview.add(&account.explanation, "");
    }
    assert_eq!(overview.groups.len(), 21);
    let at = |name: &str| {
        overview
            .columns
            .iter()
            .position(|column| column.name == name)
            .unwrap()
    };
    type Of<'a> = &'a dyn Fn(&Municipality, &Expected) -> i64;
    let columns: [(&str, Of<'_>); 7] = [
        ("tilldelat_belopp", &|m, _| m.allocated),
        ("rekvirerat_belopp", &|m, _| {
            m.requisition["begärt"].as_i64().unwrap() * 100
        }),
        ("kvar", &|m, _| m.allocated - m.granted),
        ("utbetalt_belopp", &|m, _| m.granted + m.redistributed),
        ("omfördelat_belopp", &|m, _| m.redistributed),
        ("använt", &|_, e| e.used),
        ("att_återbetala", &|_, e| e.repay),
    ];
    let owed = |e: &Expected| if e.state == "late" { e.repay } else { 0 };
    for (county, row) in &overview.groups {
        let own: Vec<&(&Municipality, Expected)> =
            expected.iter().filter(|(m, _)| m.county == *county).collect();
        assert_eq!(row.cases, own.len(), "{county}");
        for (name, of) in columns {
            let sum: i64 = own.iter().map(|(m, e)| of(m, e)).sum();
            assert_eq!(row.sums[at(name)].known.as_i64(), Some(sum), "{county} {name}");
            assert_eq!(row.sums[at(name)].unknown, 0);
        }
        let late: i64 = own.iter().map(|(_, e)| owed(e)).sum();
        assert_eq!(row.late.1.known.as_i64(), Some(late), "{county}");
        assert_eq!(row.late.0, own.iter().filter(|(_, e)| e.state == "late").count());
    }
    let total = |name: &str| overview.total.sums[at(name)].known.as_i64().unwrap();
    assert_eq!(total("utbetalt_belopp"), 14_350_000_000);
    assert_eq!(total("kvar"), pool);
    assert_eq!(
        total("använt") + total("att_återbetala"),
        total("utbetalt_belopp")
    );
}
