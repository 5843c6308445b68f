using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>What Distribution tells the others: what was settled.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map.Map<RunSettled, V1.DistributionSettled>((fact, at) => new(
        at.Stream, fact.Pool.PoolId, fact.Pool.Reference, fact.AgreementId, fact.Pool.Period.From, fact.Pool.Period.To,
        Amount(fact.Movement.Funded), Amount(fact.Movement.Drawn), Amount(fact.Movement.Closing),
        [.. fact.Lines.Select(line => new V1.SettledLine(line.Party, Amount(line.Share), Amount(line.Cash)))],
        fact.Inputs is { } inputs ? Basis(fact.Pool.Amount, inputs) : null));

    private static V1.SettledBasis Basis(Money pool, SettledInputs inputs) => new(
        inputs.AgreementVersion, inputs.DocumentHash, Amount(pool), Amount(inputs.ReserveOpening),
        [.. inputs.Accepted.Select(value => new V1.AcceptedOnDay(value.Party, value.On, Amount(value.Amount)))],
        [.. inputs.Claims.Select(claim => new V1.SettledClaim(claim.Reference, claim.Party, Amount(claim.Amount)))]);

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
