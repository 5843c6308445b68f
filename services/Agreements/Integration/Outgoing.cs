using System.Text.Json;
using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>What Agreements tells the others: which versions rule, and what a retroactive one changes of what is past.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<AgreementActivated, V1.AgreementActivated>((fact, at) =>
            new(at.Stream, fact.AgreementId, fact.Version, fact.DocumentHash, fact.Document,
                fact.Profile is { } profile ? JsonSerializer.SerializeToElement(profile, FactJson.Facts) : null))
        .Map<RetroactiveChangeConfirmed, V1.RetroactiveChangeConfirmed>((fact, at) =>
        {
            var effects = fact.Proposal.Effects;
            return new(
                at.Stream, fact.AgreementId, fact.AgreementVersion, effects.Replaced, effects.From, fact.Proposal.PreviewHash, fact.Proposal.Reason,
                [
                    .. effects.Runs.Where(run => Changed(run.Reserve, run.Parties)).Select(run => new V1.ChangedRun(
                        run.RunId, run.PoolReference, run.Period.From, run.Period.To, Change(run.Reserve), Lines(run.Parties))),
                ],
                [
                    .. effects.Losses.Where(loss => Changed(loss.Reserve, loss.Parties)).Select(loss => new V1.ChangedLoss(
                        loss.RiskEventId, loss.Reference, loss.OccurredOn, Change(loss.Reserve), Lines(loss.Parties))),
                ]);
        });

    private static bool Changed(AmountChange reserve, IReadOnlyList<PartyChange> parties) =>
        !reserve.Difference.IsZero || parties.Any(party => !party.Difference.IsZero);

    private static V1.ChangedAmount Change(AmountChange change) => new(Amount(change.Was), Amount(change.WouldBe), Amount(change.Difference));

    private static IReadOnlyList<V1.ChangedLine> Lines(IReadOnlyList<PartyChange> parties) =>
        [.. parties.Select(party => new V1.ChangedLine(party.Party, Amount(party.Was), Amount(party.WouldBe), Amount(party.Difference)))];

    private static V1.MoneyAmount Amount(Money money) => new(money.Amount, money.Currency.Code);
}
