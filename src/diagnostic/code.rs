//! The codes. Each has a page in `docs/diagnostics` with an example that a test runs.

/// Lists the codes once, with their titles in Swedish and English.
macro_rules! codes {
    ($($name:ident $code:literal $sv:literal $en:literal),* $(,)?) => {
        /// What kind of mistake a diagnostic is about.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $en] $name,)*
        }

        impl Code {
            /// All codes, in order.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The code as it is written.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// Its title in Swedish.
            #[must_use]
            pub fn title_sv(self) -> &'static str {
                match self { $(Code::$name => $sv),* }
            }

            /// Its title in English.
            #[must_use]
            pub fn title_en(self) -> &'static str {
                match self { $(Code::$name => $en),* }
            }
        }
    };
}

codes! {
    NotUtf8 "E0101" "filen är inte UTF-8" "the file is not UTF-8",
    NotNfc "E0102" "texten är inte i normalform NFC" "the text is not in normal form NFC",
    ForbiddenCharacter "E0103" "ett tecken som inte får förekomma" "a character that is not allowed",
    TooLarge "E0104" "filen är för stor" "the file is too large",
    TooDeep "E0105" "för djupt nästlat" "nested too deeply",
    Syntax "E0106" "något annat väntades här" "something else was expected here",
    UnknownItem "E0107" "ingenting i språket börjar så" "nothing in the language begins like this",
    MalformedLiteral "E0108" "ett tal som inte är skrivet rätt" "a number that is not written correctly",
    InvalidDate "E0109" "ett datum som inte finns" "a date that does not exist",
    InvalidPeriod "E0110" "en period som slutar före sin början" "a period that ends before it begins",
    MixedConnectives "E0111" "`och` och `eller` utan parentes" "`och` and `eller` without parentheses",
    Unclosed "E0112" "något öppnades och stängdes inte" "something was opened and not closed",
    ClauseNotAllowed "E0113" "ett led som regelslaget inte tar" "a clause that this kind of rule does not take",
    ClauseMissing "E0114" "ett led saknas" "a clause is missing",
    ClauseRepeated "E0115" "ett led står två gånger" "a clause stands twice",
    MinusWithoutSpace "E0116" "minus utan mellanrum" "minus without spaces",
    MixedLanguages "E0117" "svenska och engelska nyckelord i samma fil" "Swedish and English keywords in one file",
    Misplaced "E0118" "något står på fel ställe" "something stands in the wrong place",
    UnknownName "E0201" "ett namn som inte finns" "a name that does not exist",
    DuplicateName "E0202" "samma namn två gånger" "the same name twice",
    UnknownType "E0203" "en typ som inte finns" "a type that does not exist",
    UnknownRule "E0204" "en regel som inte finns" "a rule that does not exist",
    UnknownSource "E0205" "en källa som inte är angiven" "a source that is not declared",
    UncitedSource "E0206" "en källa som ingen regel åberopar" "a source that no rule cites",
    UnknownBody "E0207" "ett organ som inte finns" "a body that does not exist",
    ReservedName "E0208" "ett namn som är reserverat" "a name that is reserved",
    UnknownField "E0209" "ett fält som inte finns" "a field that does not exist",
    UnknownUnit "E0210" "en enhet som inte finns" "a unit that does not exist",
    UnresolvedHole "E0211" "en lucka i en text som inte kan fyllas" "a hole in a text that can't be filled",
    ConceptCycle "E0212" "begrepp som bygger på sig själva" "concepts that rest on themselves",
    RuleCycle "E0213" "regler som beror på varandra i ring" "rules that depend on each other in a ring",
    ExceptionTarget "E0214" "ett undantag från något som inte kan ha undantag" "an exception to something that can't have one",
    ImportClash "E0215" "två moduler ger samma namn" "two modules give the same name",
    RulesetName "E0216" "regelverket heter inte som sin mapp" "the rule set is not named as its folder",
    HeaderMissing "E0217" "filen börjar inte med regelverk eller modul" "the file does not begin with a rule set or a module",
    TypeMismatch "E0301" "typer som inte passar ihop" "types that do not match",
    UnitMismatch "E0302" "enheter som inte passar ihop" "units that do not match",
    UnguardedOptional "E0303" "ett valfritt fält läses utan `finns`" "an optional field is read without `finns`",
    NotACondition "E0304" "ett villkor som inte är ja eller nej" "a condition that is not yes or no",
    MonthsWithoutRounding "E0305" "månader läggs till ett datum utan avrundning" "months are added to a date without rounding",
    FinerThanOre "E0306" "ett belopp som kan bli finare än öre" "an amount that may be finer than öre",
    TooManyQuantifiers "E0307" "för många kvantorer i varandra" "too many quantifiers inside each other",
    NotComparable "E0308" "en jämförelse som typen inte har" "a comparison that the type does not have",
    WrongArguments "E0309" "fel antal eller slags argument" "wrong number or kind of arguments",
    NotOptional "E0310" "`finns` om något som alltid finns" "`finns` of something that always exists",
    NotAJudgement "E0311" "något annat än en bedömning" "something other than a judgement",
    FactShared "E0312" "en fördelning som beror på en ansökan" "an apportionment that depends on an application",
    NoOutcome "E0401" "regelverket kan inte bevilja något" "the rule set can't grant anything",
    DefinitionsCollide "E0402" "två definitioner ger olika värden" "two definitions give different values",
    RowsNotCovering "E0403" "rader som inte täcker alla fall" "rows that do not cover all cases",
    Ungrounded "E0404" "en regel utan källa och utan antagande" "a rule without a source and without an assumption",
    NeverValid "E0405" "en giltighet som aldrig inträffar" "a validity that never occurs",
    PeriodsOverlap "E0406" "perioder som överlappar" "periods that overlap",
    ResidualKept "E0407" "en rest som givaren inte kan behålla" "a remainder that the giver can't keep",
    ModuleMissing "E0501" "en modul som inte finns" "a module that does not exist",
    ModuleCycle "E0502" "moduler som använder varandra i ring" "modules that use each other in a ring",
    OpenNameUndefined "E0503" "ett öppet namn som ingen ger ett värde" "an open name that nobody defines",
    OutsideRoot "E0504" "en sökväg som lämnar reglernas mapp" "a path that leaves the folder of rules",
    OpenNameType "E0505" "ett öppet namn med fel typ" "an open name with the wrong type",
    Unreadable "E0506" "en fil som inte kunde läsas" "a file that could not be read",
    TableMissing "E0601" "en tabell som inte finns" "a table that does not exist",
    ColumnMissing "E0602" "en kolumn som inte finns" "a column that does not exist",
    CellType "E0603" "en cell med fel typ" "a cell of the wrong type",
    DuplicateKey "E0604" "samma nyckel två gånger" "the same key twice",
    AliasTarget "E0605" "ett alias för något som inte finns" "an alias for something that does not exist",
    ControlSum "E0606" "en kontrollsumma som inte stämmer" "a control sum that does not agree",
    MalformedTable "E0607" "en tabell som inte kan läsas" "a table that can't be read",
    NoKey "E0608" "en nyckel som inget kan delas efter" "a key that nothing can be shared by",
    PartDiffers "E0609" "en del som inte är den publicerade" "a part that is not the published one",
    CaseMissing "E0701" "ett fall som inte finns" "a case that does not exist",
    UnknownCode "E0702" "en kod som inte finns" "a code that does not exist",
    UnusedFact "E0801" "ett fält som inget läser" "a field that nothing reads",
    UnusedName "E0802" "något som anges och inte används" "something that is declared and not used",
    UnusedModule "E0803" "en modul som inte ger något" "a module that gives nothing",
    Unsourced "E0804" "ett värde utan källa och utan antagande" "a value without a source and without an assumption",
    MissingTranslation "E0805" "en text utan engelska" "a text without English",
    LookAlike "E0806" "två namn som ser likadana ut" "two names that look alike",
    ParameterGap "E0807" "en parameter utan värde en del av tiden" "a parameter without a value part of the time",
    ValidityOutside "E0808" "en giltighet utanför regelverkets" "a validity outside the rule set's",
    LastDayOff "E0809" "en sista dag som är ledig" "a last day that is a day off",
    AlwaysSame "E0810" "ett villkor som alltid blir likadant" "a condition that always comes out the same",
    BarePercentage "E0811" "en procentsats jämförs med ett tal utan procent" "a percentage is compared with a number without per cent",
    RepeatedCondition "E0812" "samma villkor två gånger" "the same condition twice",
    NeverTogether "E0813" "ett undantag som aldrig kan behövas" "an exception that can never be needed",
    IdleAcceptance "E0814" "ett `godta` som inget godtar" "a `godta` that accepts nothing",
    NeverTried "E0820" "en regel som inget fall prövar" "a rule that no case tries",
    NoTrials "E0821" "ett regelverk utan fall och exempel" "a rule set without cases and examples",
    ExpectsNothing "E0822" "ett fall som inte väntar något utfall" "a case that expects no outcome",
    ShowsNothing "E0823" "ett exempel som bara upprepar sitt fall" "an example that only repeats its case",
    MalformedJson "F0101" "JSON som inte är skriven rätt" "JSON that is not written correctly",
    UnknownKey "F0102" "en nyckel som regelverket inte känner" "a key that the rule set does not know",
    WrongType "F0103" "ett värde av fel typ" "a value of the wrong type",
    RepeatedKey "F0104" "samma nyckel två gånger" "the same key twice",
    InputNotUtf8 "F0105" "ansökan är inte UTF-8" "the application is not UTF-8",
    InputTooDeep "F0106" "ansökan är för djupt nästlad" "the application is nested too deeply",
    InputTooLarge "F0107" "ansökan är för stor" "the application is too large",
    UnknownValue "F0108" "ett värde som inte finns bland de möjliga" "a value that is not among the possible ones",
    NotAbsent "F0109" "ett fält som inte får vara null" "a field that may not be null",
    MoneyDecimals "F0110" "ett belopp med mer än två decimaler" "an amount with more than two decimals",
    OutOfRange "F0111" "ett tal utanför det tillåtna" "a number outside what is allowed",
    NotADate "F0112" "ett datum som inte är ett datum" "a date that is not a date",
    DanglingKey "F0113" "en hänvisning till något som inte finns" "a reference to something that does not exist",
    UnknownRuleset "F0114" "ett regelverk som inte finns" "a rule set that does not exist",
    RulesetContradicts "F0115" "ansökan och kommandot nämner olika regelverk" "the application and the command name different rule sets",
    NoAssessmentDate "F0116" "prövningsdagen saknas" "the assessment date is missing",
    OutsideValidity "F0117" "regelverket gäller inte ansökan" "the rule set does not apply to the application",
    MalformedExpectation "F0118" "`väntar` som inte är skrivet rätt" "`väntar` that is not written correctly",
    MalformedFact "F0119" "ett värde som inte är skrivet rätt" "a value that is not written correctly",
    NotAnApplication "F0120" "något annat än en ansökan" "something other than an application",
}

impl Code {
    /// The code that is written so, whatever its case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Code> {
        Self::ALL
            .iter()
            .copied()
            .find(|code| code.as_str().eq_ignore_ascii_case(text))
    }

    /// Whether it is found only when a rule set is tried on its cases and examples.
    #[must_use]
    pub fn is_found_by_trying(self) -> bool {
        matches!(
            self,
            Self::NeverTried | Self::NoTrials | Self::ExpectsNothing | Self::ShowsNothing
        )
    }
}
