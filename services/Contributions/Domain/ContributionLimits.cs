namespace Ledger.Contributions.Domain;

/// <summary>Every limit of this service in one place. Each has a test that goes past it.</summary>
public static class ContributionLimits
{
    /// <summary>Largest evidence file, bytes.</summary>
    public const long EvidenceFileBytes = 10 << 20;

    /// <summary>Most master keys of the evidence store at once: the current one and old ones.</summary>
    public const int EvidenceKeys = 8;

    /// <summary>Most entries of an archive, those of archives inside included.</summary>
    public const int ArchiveEntries = 1_000;

    /// <summary>Most bytes of an archive when it is unpacked (100 MiB).</summary>
    public const long ArchiveBytes = 100 << 20;

    /// <summary>How many times its packed size an entry above 1 MiB may grow when it is unpacked.</summary>
    public const int ArchiveRatio = 100;

    /// <summary>How deep archives may lie in each other: a document within an archive is the second.</summary>
    public const int ArchiveDepth = 2;

    /// <summary>Longest name of an entry of an archive, characters.</summary>
    public const int ArchiveName = 260;

    /// <summary>Most legal holds of a consortium that are not lifted.</summary>
    public const int LegalHolds = 500;

    /// <summary>Most requests for erasure of a consortium that are not decided.</summary>
    public const int ErasureRequests = 1_000;

    /// <summary>Most evidence items of one contribution; each is cited in the registered fact.</summary>
    public const int EvidenceItems = 100;

    /// <summary>Most attributes of one contribution.</summary>
    public const int Attributes = 50;

    /// <summary>Longest name of an attribute, characters.</summary>
    public const int AttributeName = 64;

    /// <summary>Fewest letters and digits of a serial number: a shorter one would be found everywhere.</summary>
    public const int SerialNumberLeast = 4;

    /// <summary>Longest serial number, characters.</summary>
    public const int SerialNumber = 64;

    /// <summary>Oldest equipment, months (100 years).</summary>
    public const int AgeMonths = 1200;

    /// <summary>Hours of the longest month.</summary>
    public const int HoursPerMonth = 744;

    /// <summary>Most teaching hours of one piece of training content.</summary>
    public const int TeachingHours = 10_000;

    /// <summary>Longest number of a paper, characters.</summary>
    public const int PaperNumber = 64;

    /// <summary>Most entries of hours in one request.</summary>
    public const int HoursEntries = 500;

    /// <summary>Most entries of one month of one thing or person.</summary>
    public const int HoursPerLog = 2_000;

    /// <summary>Largest imported file, bytes.</summary>
    public const long ImportFileBytes = 64 << 20;

    /// <summary>Most rows of one import, the header not counted.</summary>
    public const int ImportRows = 100_000;

    /// <summary>Most columns of an imported file.</summary>
    public const int ImportColumns = 256;

    /// <summary>Longest cell, characters.</summary>
    public const int ImportCellCharacters = 65_536;

    /// <summary>Longest row, characters; beyond it a quotation mark was left open.</summary>
    public const int ImportRowCharacters = 1 << 20;

    /// <summary>Pieces of evidence that have columns of their own; more go into the JSON column.</summary>
    public const int ImportEvidenceColumns = 20;

    /// <summary>Errors of an import that are kept; all are counted.</summary>
    public const int ImportErrorsKept = 10_000;

    /// <summary>Rows that are judged and written together.</summary>
    public const int ImportBatch = 500;

    /// <summary>Imports of one consortium that have not ended.</summary>
    public const int ImportsOpen = 20;

    /// <summary>How often an import is taken up again before it counts as failed.</summary>
    public const int ImportTries = 10;

    /// <summary>Most points in time of a history of totals.</summary>
    public const int HistoryPoints = 120;

    /// <summary>Most marked fields of one contribution, and most fields of one grant or request.</summary>
    public const int MarkedFields = 50;

    /// <summary>Most organisations that one mark names.</summary>
    public const int NamedReaders = 20;

    /// <summary>Longest access that an owner grants at once, days.</summary>
    public const int AccessDays = 366;

    /// <summary>Most grants under one key, over all time.</summary>
    public const int GrantsPerSubject = 1_000;

    /// <summary>Most legal holds on one key at a time.</summary>
    public const int HoldsPerSubject = 50;

    /// <summary>Most master secrets of the vault at once: the current one and old ones.</summary>
    public const int VaultKeys = 8;

    /// <summary>Longest wait for the key service, seconds.</summary>
    public const int KeyServiceSeconds = 10;

    /// <summary>Longest answer of the key service, bytes.</summary>
    public const int KeyServiceAnswerBytes = 64 << 10;

    /// <summary>Custodians of a consortium.</summary>
    public const int Custodians = 3;

    /// <summary>Custodians who release together.</summary>
    public const int CustodiansNeeded = 2;

    /// <summary>Longest time for an owner to answer a request, days.</summary>
    public const int DisclosureDeadlineDays = 30;

    /// <summary>Longest time for a requester to read what was released, days.</summary>
    public const int DisclosureOpenDays = 90;
}
