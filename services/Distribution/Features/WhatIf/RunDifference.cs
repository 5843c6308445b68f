using Ledger.Distribution.Domain;
using Ledger.Rules;

namespace Ledger.Distribution.Features;

/// <summary>A run beside another one: what became of each party and of what both rest on.</summary>
/// <param name="Before">The run that it is compared with; null when there is none.</param>
/// <param name="BeforeReference">Reference of that run's pool.</param>
/// <param name="BeforeNo">Its number among those of its pool.</param>
/// <param name="Pool">The pool, before and now.</param>
/// <param name="Reserve">Closing reserve, before and now.</param>
/// <param name="Parties">Per party.</param>
/// <param name="Tiers">Per tier, what it paid in all.</param>
/// <param name="Added">Contributions that count now and did not, as party/reference.</param>
/// <param name="Removed">Contributions that counted and do not.</param>
/// <param name="Changed">Contributions whose accepted value is another.</param>
public sealed record RunDifference(
    Guid? Before, string? BeforeReference, int? BeforeNo, AmountPair Pool, AmountPair Reserve, IReadOnlyList<PartyPair> Parties, IReadOnlyList<TierPair> Tiers,
    IReadOnlyList<string> Added, IReadOnlyList<string> Removed, IReadOnlyList<string> Changed)
{
    internal static RunDifference Of(Run? before, IReadOnlyList<ValueInput> valuesBefore, RunComputed now, IReadOnlyList<ValueInput> valuesNow)
    {
        var zero = Money.Zero(now.Pool.Amount.Currency);
        var was = before?.Computed;
        var (old, @new) = (valuesBefore.ToDictionary(value => value.ContributionId), valuesNow.ToDictionary(value => value.ContributionId));
        var parties = now.Lines.Select(line => line.Party).Union(was?.Lines.Select(line => line.Party) ?? [], StringComparer.Ordinal).Order(StringComparer.Ordinal);
        var (tiersBefore, tiersNow) = (ByTier(was), ByTier(now));
        return new RunDifference(
            before?.Id, was?.Pool.Reference, was?.No, new AmountPair(was?.Pool.Amount ?? zero, now.Pool.Amount),
            new AmountPair(was?.Movement.Closing ?? zero, now.Movement.Closing),
            [.. parties.Select(party =>
            {
                var (one, other) = (was?.Lines.FirstOrDefault(line => line.Party == party), now.Lines.FirstOrDefault(line => line.Party == party));
                return new PartyPair(party, new AmountPair(one?.Share ?? zero, other?.Share ?? zero), new AmountPair(one?.Cash ?? zero, other?.Cash ?? zero));
            })],
            [.. tiersNow.Keys.Union(tiersBefore.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(tier => new TierPair(tier, new AmountPair(tiersBefore.GetValueOrDefault(tier) ?? zero, tiersNow.GetValueOrDefault(tier) ?? zero)))],
            Names(@new.Values.Where(value => !old.ContainsKey(value.ContributionId))), Names(old.Values.Where(value => !@new.ContainsKey(value.ContributionId))),
            Names(@new.Values.Where(value => old.TryGetValue(value.ContributionId, out var earlier) && earlier.Accepted != value.Accepted)));
    }

    private static Dictionary<string, Money> ByTier(RunComputed? run) =>
        run?.Result.FiguresAs<WaterfallFigures>().Tiers.ToDictionary(tier => tier.Tier, tier => tier.Amount, StringComparer.Ordinal) ?? [];

    private static List<string> Names(IEnumerable<ValueInput> values) =>
        [.. values.Select(value => $"{value.Party}/{value.Reference}").Order(StringComparer.Ordinal).Take(ServiceDefaults.Limits.PageSize)];
}

/// <summary>An amount before and now.</summary>
public sealed record AmountPair(Money Was, Money Now)
{
    /// <summary>Now less before.</summary>
    public Money Difference => Now - Was;
}

/// <summary>A party's outcome before and now.</summary>
public sealed record PartyPair(string Party, AmountPair Share, AmountPair Cash);

/// <summary>A tier before and now.</summary>
public sealed record TierPair(string Tier, AmountPair Amount);
