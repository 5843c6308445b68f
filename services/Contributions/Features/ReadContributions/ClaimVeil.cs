using Ledger.Contributions.Domain;
using Ledger.ServiceDefaults.Access;

namespace Ledger.Contributions.Features;

/// <summary>
/// What a valuer does not read before a value is accepted: the claim. It holds for people who do nothing else: whoever has another role
/// needs the register for that.
/// </summary>
internal static class ClaimVeil
{
    /// <summary>Whether the claim of this contribution is kept from the caller.</summary>
    public static bool Hides(this Caller caller, Contribution contribution) =>
        contribution.Accepted is null && caller.Roles.Contains(Roles.Valuer) && caller.Roles.All(role => role == Roles.Valuer);
}
