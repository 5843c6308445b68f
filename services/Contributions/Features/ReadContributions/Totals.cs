using Ledger.Contributions.Domain;
using Ledger.Rules;

namespace Ledger.Contributions.Features;

/// <summary>What stands of one party in one currency. Withdrawn and reversed contributions count nowhere.</summary>
/// <param name="Party">The party.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Count">How many contributions stand.</param>
/// <param name="Claimed">Claimed by all of them.</param>
/// <param name="Accepted">Accepted value of those that have one.</param>
/// <param name="Pending">Claimed by those that have none yet.</param>
/// <param name="Undisclosed">Of how many the claim is secret, or kept from who values: claimed and pending are without theirs.</param>
public sealed record PartyTotals(string Party, string Currency, int Count, Money Claimed, Money Accepted, Money Pending, int Undisclosed = 0);

/// <summary>A number of contributions of a kind in a state.</summary>
public sealed record KindCount(ContributionKind Kind, ContributionState State, int Count);

/// <summary>A party's own page.</summary>
/// <param name="Party">The party.</param>
/// <param name="Totals">Per currency.</param>
/// <param name="Counts">Per kind and state, withdrawn and reversed ones too.</param>
public sealed record PartyPage(string Party, IReadOnlyList<PartyTotals> Totals, IReadOnlyList<KindCount> Counts);

/// <summary>Adds contributions up as they come.</summary>
internal sealed class Tally
{
    private readonly SortedDictionary<(string Party, string Currency), PartyTotals> totals = [];
    private readonly SortedDictionary<(ContributionKind, ContributionState), int> counts = [];

    public IReadOnlyList<PartyTotals> Totals => [.. totals.Values];

    public IReadOnlyList<KindCount> Counts => [.. counts.Select(entry => new KindCount(entry.Key.Item1, entry.Key.Item2, entry.Value))];

    /// <param name="contribution">What is added.</param>
    /// <param name="blind">Whether its claim is kept from the caller.</param>
    public void Add(Contribution contribution, bool blind = false)
    {
        var said = contribution.Particulars!;
        counts[(said.Kind, contribution.State)] = counts.GetValueOrDefault((said.Kind, contribution.State)) + 1;
        if (!contribution.Stands()) return;
        var zero = Money.Zero(said.Claimed.Currency);
        var claimed = blind ? zero : said.Claimed;
        var key = (said.Party, said.Claimed.Currency.Code);
        var before = totals.GetValueOrDefault(key) ?? new PartyTotals(key.Party, key.Code, 0, zero, zero, zero);
        totals[key] = before with
        {
            Count = before.Count + 1, Undisclosed = before.Undisclosed + (blind || said.ClaimUndisclosed ? 1 : 0), Claimed = before.Claimed + claimed,
            Accepted = contribution.Accepted is { } accepted ? before.Accepted + accepted.Value : before.Accepted,
            Pending = contribution.Accepted is null ? before.Pending + claimed : before.Pending,
        };
    }
}
