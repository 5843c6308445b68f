namespace Ledger.ServiceDefaults.Desk;

/// <summary>Names of the changes that <see cref="Contracts.V1.RegulatorDeskChanged"/> tells.</summary>
public static class DeskChange
{
    public const string GrantProposed = "grant-proposed";
    public const string GrantIssued = "grant-issued";

    /// <summary>Turned down, revoked or given back.</summary>
    public const string GrantEnded = "grant-ended";

    public const string RulesProposed = "rules-proposed";
    public const string RulesConfirmed = "rules-confirmed";
}
