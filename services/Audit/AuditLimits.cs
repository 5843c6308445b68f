namespace Ledger.Audit;

/// <summary>Every limit of the audit service, in one place. Each has a test that goes past it.</summary>
public static class AuditLimits
{
    /// <summary>Largest leaf, bytes: tiles of entries store the length of a leaf in 16 bits.</summary>
    public const int LeafBytes = 65_535;

    /// <summary>Largest canonical payload of one entry, bytes.</summary>
    public const int PayloadBytes = 16 << 20;

    /// <summary>Longest name of a source, characters.</summary>
    public const int SourceLength = 60;

    /// <summary>Longest name of a consortium, characters.</summary>
    public const int TenantLength = 200;

    /// <summary>Longest event type name, characters.</summary>
    public const int TypeLength = 120;

    /// <summary>Waiting entries that one transaction brings into the log.</summary>
    public const int DrainBatch = 500;

    /// <summary>Conflicting entries of one source that are kept as evidence; a source restored to an older state may send many.</summary>
    public const int ConflictsKept = 100;

    /// <summary>Events of one trail; beyond them the trail says that it is not complete.</summary>
    public const int TrailEvents = 5_000;

    /// <summary>Characters of envelopes and payloads of one trail.</summary>
    public const int TrailCharacters = 16 << 20;

    /// <summary>Characters of envelopes and payloads of one page of entries; a page holds one entry at least.</summary>
    public const int EntriesCharacters = 8 << 20;

    /// <summary>Words of one entry that it is found by; further ones are not.</summary>
    public const int FoundWords = Transparency.Search.Findable.MostWords;

    /// <summary>Terms of one entry, words included; further parties and persons are not found.</summary>
    public const int FoundTerms = Transparency.Search.Findable.MostTerms;

    /// <summary>Amounts of one entry that it is found by.</summary>
    public const int FoundAmounts = Transparency.Search.Findable.MostAmounts;

    /// <summary>Amounts within a question's bounds up to which they are listed before anything else; more are looked up entry by entry.</summary>
    public const int ListedAmounts = 10_000;

    /// <summary>Words of one question.</summary>
    public const int AskedWords = 20;

    /// <summary>Longest text of a question, characters.</summary>
    public const int AskedText = 200;

    /// <summary>Items of one page of search results.</summary>
    public const int SearchPage = 100;

    /// <summary>Events of a party with which its trail begins, newest first; beyond them the trail says that it is not complete.</summary>
    public const int TrailStarts = 200;

    /// <summary>Events that a picture shows; a larger trail is read as a table.</summary>
    public const int PictureEvents = 300;

    /// <summary>Longest identifier that is entered at the desk (case, organisation, person, kind), characters.</summary>
    public const int DeskIdentifier = 120;

    /// <summary>Longest text that is entered at the desk (reason, ground, response), characters.</summary>
    public const int DeskText = 2_000;

    /// <summary>Entries of a list that is entered at the desk.</summary>
    public const int DeskList = 100;

    /// <summary>Longest time after which an organisation sees that it was read about, days.</summary>
    public const int DeskDelayDays = 366;

    /// <summary>Longest title that is entered at the desk, characters.</summary>
    public const int DeskTitle = 200;

    /// <summary>Longest time that may be given for an answer to a finding, days.</summary>
    public const int FindingDays = 366;

    /// <summary>Items of one population.</summary>
    public const int PopulationItems = 100_000;

    /// <summary>Entries that one report of the desk reads.</summary>
    public const int ReportEntries = 100_000;

    /// <summary>Characters of envelopes and payloads that one report of the desk reads.</summary>
    public const int ReportCharacters = 256 << 20;

    /// <summary>Longest time that a grant lasts, days.</summary>
    public const int GrantDays = 366;

    /// <summary>Values that the summary of an event shows.</summary>
    public const int SummaryValues = 16;

    /// <summary>Longest text that the summary of an event shows, characters.</summary>
    public const int SummaryTextLength = 200;

    /// <summary>New entries that are signed at once.</summary>
    public const int SealEntries = 1_000;

    /// <summary>So long after the last signing began, new entries are signed however few they are.</summary>
    public static TimeSpan SealAfter { get; } = TimeSpan.FromSeconds(1);

    /// <summary>When nothing more has come in for so long, new entries are signed at once.</summary>
    public static TimeSpan SealQuiet { get; } = TimeSpan.FromMilliseconds(250);

    /// <summary>How often it is looked whether a day has ended that is not counted.</summary>
    public static TimeSpan HeadCheck { get; } = TimeSpan.FromMinutes(1);

    /// <summary>A count that is younger serves a complete bundle; otherwise the entries are counted anew, all consortia at once.</summary>
    public static TimeSpan HeadFresh { get; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a request waits for a new count to come into the log and under a signature.</summary>
    public static TimeSpan HeadWait { get; } = TimeSpan.FromSeconds(6);

    /// <summary>How long a witness may take to answer; one that is away holds the others up no longer than this, and not every time.</summary>
    public static TimeSpan WitnessAnswer { get; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a witness that failed twice in a row is left alone.</summary>
    public static TimeSpan WitnessRest { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long signed checkpoints may be without a quorum of witnesses until the health check says so.</summary>
    public static TimeSpan WithoutQuorum { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest answer of a witness, bytes.</summary>
    public const int WitnessAnswerBytes = 64 << 10;

    /// <summary>Checkpoints, newest first, that are looked through for one that enough witnesses have seen.</summary>
    public const int CosignedLookedThrough = 50;

    /// <summary>How long an entry may wait for what comes before it until the health check is red.</summary>
    public static TimeSpan Waiting { get; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an intake waits for another one to finish until it gives up and its message comes again.</summary>
    public static TimeSpan IntakeLock { get; } = TimeSpan.FromSeconds(10);
}
