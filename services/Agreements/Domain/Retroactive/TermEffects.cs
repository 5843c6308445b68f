using Ledger.Rules;

namespace Ledger.Agreements.Domain;

/// <summary>What differs between the terms of two versions, where it is a figure.</summary>
internal static class TermEffects
{
    /// <summary>Instalments that differ, by due date, party and commitment.</summary>
    public static IReadOnlyList<CommitmentEffect> Commitments(AgreementDocument before, AgreementDocument after)
    {
        var (was, would) = (Instalments(before), Instalments(after));
        var zero = Money.Zero(after.Currency);
        return
        [
            .. was.Keys.Union(would.Keys)
                .Select(key => new CommitmentEffect(
                    key.Commitment, key.Party, key.Kind, key.Due, was.GetValueOrDefault(key) ?? zero, would.GetValueOrDefault(key) ?? zero))
                .Where(effect => effect.Was != effect.WouldBe)
                .OrderBy(effect => effect.Due).ThenBy(effect => effect.Party, StringComparer.Ordinal)
                .ThenBy(effect => effect.Commitment, StringComparer.Ordinal),
        ];
    }

    /// <summary>Caps that differ, by party.</summary>
    public static IReadOnlyList<CapEffect> Caps(AllocationPolicy before, AllocationPolicy after) =>
    [
        .. new[] { before, after }.SelectMany(policy => policy.Caps.Keys.Concat(policy.CapMultiples?.Keys ?? []))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(party => new CapEffect(
                party, before.Caps.GetValueOrDefault(party), after.Caps.GetValueOrDefault(party), Multiple(before, party), Multiple(after, party)))
            .Where(effect => effect.Was != effect.WouldBe || effect.MultipleWas != effect.MultipleWouldBe),
    ];

    private static Dictionary<(string Commitment, string Party, ContributionKind Kind, DateOnly Due), Money> Instalments(AgreementDocument document) =>
        document.Terms.Commitments
            .SelectMany(commitment => commitment.Schedule.Select(instalment => (commitment, instalment)))
            .ToDictionary(
                pair => (pair.commitment.Id, pair.commitment.Party, pair.commitment.Kind, pair.instalment.Due), pair => pair.instalment.Value);

    private static Rational? Multiple(AllocationPolicy policy, string party) =>
        policy.CapMultiples is { } multiples && multiples.TryGetValue(party, out var multiple) ? multiple : null;
}
