namespace Ledger.Identity.People;

/// <summary>The roles that the services know, as they stand in the <c>role</c> claim.</summary>
public static class Role
{
    /// <summary>Every role, in the order in which tokens list them.</summary>
    public static readonly IReadOnlyList<string> All =
        ["contributor", "signatory", "valuer", "finance-officer", "approver", "regulator", "administrator"];
}
