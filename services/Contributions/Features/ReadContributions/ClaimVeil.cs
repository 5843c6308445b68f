using Ledger.Contributions.Domain;
using Ledger.Contributions.Integration;
using Ledger.ServiceDefaults.Access;
using Marten;

namespace Ledger.Contributions.Features;

/// <summary>
/// What a valuer does not read before a value is accepted: the claim. It holds where the agreement has its valuers drawn from the panel,
/// since any of them may be, and for people who do nothing else: whoever has another role needs the register for that.
/// </summary>
internal sealed class ClaimVeil
{
    private readonly Agreements? agreements;

    private ClaimVeil(Agreements? agreements) => this.agreements = agreements;

    /// <summary>What the caller is kept from; agreements are read for a valuer only.</summary>
    public static async Task<ClaimVeil> OfAsync(Caller caller, IQuerySession reads, CancellationToken ct) =>
        new(caller.Roles.Contains(Roles.Valuer) && caller.Roles.All(role => role == Roles.Valuer) ? await Agreements.OfAsync(reads, ct) : null);

    /// <summary>Whether the claim of this contribution is kept from the caller.</summary>
    public bool Hides(Contribution contribution) =>
        agreements is not null && contribution.Accepted is null && agreements.InForce(contribution) is { Valuation.ValuerByDraw: true };
}
