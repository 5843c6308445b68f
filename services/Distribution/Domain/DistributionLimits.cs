namespace Ledger.Distribution.Domain;

/// <summary>Every limit of this service in one place. Each has a test that goes past it.</summary>
public static class DistributionLimits
{
    /// <summary>Inputs that one fact lists, each with its citation; more are listed in facts of their own ahead of the computation.</summary>
    public const int InputsPerFact = 200;

    /// <summary>Inputs of one run: accepted values, cost claims and loss charges together.</summary>
    public const int Inputs = 120_000;

    /// <summary>Accepted values that the state of a run holds; of a run with more, the facts alone have them.</summary>
    public const int ValuesInState = 2_000;

    /// <summary>Sums per party and day that a settlement tells others; with more it tells none, and they cannot compute it again.</summary>
    public const int BasisDays = 10_000;

    /// <summary>Settled runs and losses that one correction holds.</summary>
    public const int CorrectionItems = 200;

    /// <summary>Withholdings, carries and overdrafts of one version of terms of settlement.</summary>
    public const int Terms = 2_000;

    /// <summary>Cost claims of one pool; the waterfall rule takes no more.</summary>
    public const int CostClaims = 500;

    /// <summary>Evidence that a pool declaration names.</summary>
    public const int PoolEvidence = 100;

    /// <summary>Benefits of one pool.</summary>
    public const int Benefits = 2_000;

    /// <summary>Contributions that a project names.</summary>
    public const int CoalitionContributions = 2_000;

    /// <summary>Lines of one entry that a person makes.</summary>
    public const int EntryLines = 200;

    /// <summary>Days for which an entry may wait to be posted.</summary>
    public const int PendingDays = 90;

    /// <summary>Days for which an entry waits when its maker does not say.</summary>
    public const int PendingDaysByDefault = 14;

    /// <summary>Objections of one run, withdrawn ones included.</summary>
    public const int Objections = 1_000;

    /// <summary>Keys that one person registers, retired ones included.</summary>
    public const int SigningKeys = 50;

    /// <summary>Longest name of an account holder or bank, characters: ISO 20022 Max140Text.</summary>
    public const int BankName = 140;

    /// <summary>Payments of one batch, each a line of its two entries.</summary>
    public const int PaymentsPerBatch = 1_000;

    /// <summary>Days ahead that a batch may be executed.</summary>
    public const int ExecuteAhead = 366;

    /// <summary>Largest file of bank results, bytes.</summary>
    public const int BankFileBytes = 1 << 20;

    /// <summary>Entries of one file of bank results.</summary>
    public const int BankEntries = 2_000;

    /// <summary>Deepest nesting of elements in a file of bank results.</summary>
    public const int BankFileDepth = 32;

    /// <summary>Lines that a statement shows on a page, in JSON as in print; CSV and XLSX hold them all.</summary>
    public const int StatementLines = 200;

    /// <summary>Rows of a sheet; a spreadsheet program opens 1,048,576 with the header.</summary>
    public const int SheetRows = 1_000_000;
}
