using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers which periods are settled, so that no amendment reaches into them unseen, and what they were computed from.</summary>
internal sealed class WhenDistributionSettled(Commands commands) : IHandle<V1.DistributionSettled>
{
    public Task HandleAsync(V1.DistributionSettled message, DeliveryContext delivery, CancellationToken ct)
    {
        var closed = new PeriodClosed(
            message.AgreementId, message.PoolReference, new Period(message.PeriodFrom, message.PeriodTo), delivery.Cause,
            message.Basis is { } basis ? Run(message, basis) : null);
        return commands.Handle(message.RunId, delivery, ClosedPeriod.None(message.RunId), state => ClosedPeriodDecider.Decide(state, closed), ct);
    }

    private static SettledRun Run(V1.DistributionSettled message, V1.SettledBasis basis) => new(
        message.RunId, basis.AgreementVersion, basis.DocumentHash, basis.Pool.Read(), basis.ReserveOpening.Read(),
        [.. basis.Accepted.Select(value => new DatedContribution(value.Party, value.EffectiveOn, value.Accepted.Read()))],
        Claims(basis.Claims), message.ReserveFunded.Read(), [.. message.Lines.Select(line => new SettledShare(line.Party, line.Share.Read()))],
        basis.Coalition, basis.Carried is { } carried ? Carry(carried) : null, Scores(basis, ResidualMeasure.PerformanceScore), Scores(basis, ResidualMeasure.GameValue));

    // A list of nothing is left out, as Distribution leaves it out of what it computes from.
    private static WaterfallCarry Carry(V1.SettledCarry carried) => new(
        Reserve: null, carried.Costs.Count == 0 ? null : Claims(carried.Costs), Amounts(carried.Arrears), Amounts(carried.Returned), Amounts(carried.CatchUp));

    private static IReadOnlyList<CostClaim> Claims(IReadOnlyList<V1.SettledClaim> claims) =>
        [.. claims.Select(claim => new CostClaim(claim.Reference, claim.Party, claim.Amount.Read(), claim.Class))];

    private static SortedDictionary<string, Money>? Amounts(IReadOnlyList<V1.AmountOfParty> amounts) => amounts.Count == 0
        ? null
        : new(amounts.ToDictionary(entry => entry.Party, entry => entry.Amount.Read(), StringComparer.Ordinal), StringComparer.Ordinal);

    private static SortedDictionary<string, Rational>? Scores(V1.SettledBasis basis, ResidualMeasure measure)
    {
        var own = basis.Scores?.Where(score => score.Measure == KebabCase.Name(measure)).ToDictionary(score => score.Party, score => Rational.Parse(score.Score), StringComparer.Ordinal);
        return own is { Count: > 0 } ? new(own, StringComparer.Ordinal) : null;
    }
}
