using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>What Distribution tells the others: what was settled, and which files a pool rests on.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<PoolDeclared, V1.EvidenceCited>((fact, at) => Cited(fact.Declaration, at.Stream))
        .Map<BenefitRecorded, V1.EvidenceCited>((fact, at) => new(
            at.Stream, "benefit", fact.Reference, fact.On, [.. fact.Evidence.Select(paper => new V1.CitedFile(paper.Reference, paper.Sha256))]))
        .Map<PaymentOutcomeProposed, V1.EvidenceCited>((fact, at) => new(
            at.Stream, "payment", fact.Draft.Evidence.Reference, fact.Draft.On,
            [new V1.CitedFile(fact.Draft.Evidence.Reference, fact.Draft.Evidence.Sha256)], fact.AgreementId))
        .Map<RunSettled, V1.DistributionSettled>((fact, at) => new(
            at.Stream, fact.Pool.PoolId, fact.Pool.Reference, fact.AgreementId, fact.Pool.Period.From, fact.Pool.Period.To,
            Amount(fact.Movement.Funded), Amount(fact.Movement.Drawn), Amount(fact.Movement.Closing),
            [.. fact.Lines.Select(line => new V1.SettledLine(line.Party, Amount(line.Share), Amount(line.Cash)))],
            fact.Inputs is { } inputs ? Basis(fact.Pool.Amount, inputs) : null,
            fact.Movement.Returned is { } returned ? Amount(returned) : null))
        .Map<CorrectionBooked, V1.SettlementCorrected>((fact, at) => fact.Told is { } told ? Corrected(fact, told, at.Stream) : null);

    private static V1.SettlementCorrected Corrected(CorrectionBooked fact, BookedItems told, Guid stream) => new(
        stream, told.AgreementId, told.No, told.On, Amount(fact.Reserve),
        [
            .. told.Items.Where(item => item.Of == DifferenceOf.Run).Select(item => new V1.CorrectedRun(
                item.Id, item.Reference, item.Period.From, item.Period.To, Changed(item.ReserveWas, item.ReserveWouldBe), Lines(item.Lines),
                item.Basis is { } basis ? new V1.CorrectedBasis(basis.AgreementVersion, basis.DocumentHash, Accepted(basis.Accepted)) : null)),
        ],
        [
            .. told.Items.Where(item => item.Of == DifferenceOf.Loss).Select(item => new V1.ChangedLoss(
                item.Id, item.Reference, item.Period.From, Changed(item.ReserveWas, item.ReserveWouldBe), Lines(item.Lines))),
        ]);

    private static V1.ChangedAmount Changed(Money was, Money wouldBe) => new(Amount(was), Amount(wouldBe), Amount(wouldBe - was));

    private static IReadOnlyList<V1.ChangedLine> Lines(IReadOnlyList<DifferenceLine> lines) =>
        [.. lines.Select(line => new V1.ChangedLine(line.Party, Amount(line.Was), Amount(line.WouldBe), Amount(line.Amount)))];

    private static IReadOnlyList<V1.AcceptedOnDay> Accepted(IReadOnlyList<DatedContribution> accepted) =>
        [.. accepted.Select(value => new V1.AcceptedOnDay(value.Party, value.On, Amount(value.Amount)))];

    // A pool declared without papers cites none.
    private static V1.EvidenceCited? Cited(PoolDeclaration pool, Guid stream) => pool.Evidence.Count == 0 ? null : new(
        stream, "benefit-pool", pool.Reference, pool.Period.To,
        [.. pool.Evidence.Select(paper => new V1.CitedFile(paper.Reference, paper.Sha256))], pool.AgreementId);

    private static V1.SettledBasis Basis(Money pool, SettledInputs inputs) => new(
        inputs.AgreementVersion, inputs.DocumentHash, Amount(pool), Amount(inputs.ReserveOpening),
        Accepted(inputs.Accepted),
        Claims(inputs.Claims), inputs.Coalition,
        inputs.Extras?.Carried is { } carried
            ? new V1.SettledCarry(Claims(carried.Costs), Amounts(carried.Arrears), Amounts(carried.Returned), Amounts(carried.CatchUp))
            : null,
        inputs.Extras?.Scores is { } scores
            ? [.. scores.SelectMany(measure => measure.Values.Select(score => new V1.SettledScore(KebabCase.Name(measure.Measure), score.Key, score.Value.ToString())))]
            : null);

    private static IReadOnlyList<V1.SettledClaim> Claims(IReadOnlyList<CostClaim> claims) =>
        [.. claims.Select(claim => new V1.SettledClaim(claim.Reference, claim.Party, Amount(claim.Amount), claim.Class))];

    private static IReadOnlyList<V1.AmountOfParty> Amounts(IReadOnlyDictionary<string, Money> amounts) =>
        [.. amounts.Select(entry => new V1.AmountOfParty(entry.Key, Amount(entry.Value)))];

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
