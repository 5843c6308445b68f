namespace Ledger.ServiceDefaults.Access;

/// <summary>Roles a person can hold in a consortium; also the names of the authorization policies.</summary>
public static class Roles
{
    /// <summary>Registers contributions, cost claims and risk events of the own organisation; verifies what it received.</summary>
    public const string Contributor = "contributor";

    /// <summary>Signs agreements for the own organisation.</summary>
    public const string Signatory = "signatory";

    /// <summary>Appraises contributions.</summary>
    public const string Valuer = "valuer";

    /// <summary>Declares pools, measures losses, computes, proposes and settles runs (经办).</summary>
    public const string FinanceOfficer = "finance-officer";

    /// <summary>Checks and approves what others made (复核).</summary>
    public const string Approver = "approver";

    /// <summary>Reads by the consortium's rules of the desk or under a grant, on record, and changes nothing but legal holds and findings.</summary>
    public const string Regulator = "regulator";

    /// <summary>Drafts and proposes agreements, watches queues, places legal holds.</summary>
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> All { get; } =
        [Contributor, Signatory, Valuer, FinanceOfficer, Approver, Regulator, Administrator];
}
