using Ledger.Distribution.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Distribution.Integration;

/// <summary>Keeps what a retroactive change would have settled otherwise, until a run of an open period books it.</summary>
internal sealed class WhenRetroactiveChangeConfirmed(Commands commands) : IHandle<V1.RetroactiveChangeConfirmed>
{
    public Task HandleAsync(V1.RetroactiveChangeConfirmed message, DeliveryContext delivery, CancellationToken ct)
    {
        var noted = new AdjustmentNoted(
            message.AgreementId, message.Version, message.From, message.Reason,
            [
                .. message.Runs.Select(run => new Difference(
                    DifferenceOf.Run, run.RunId, run.PoolReference, new Period(run.PeriodFrom, run.PeriodTo), run.Reserve.Difference.Read(), Lines(run.Lines))),
                .. message.Losses.Select(loss => new Difference(
                    DifferenceOf.Loss, loss.RiskEventId, loss.Reference, new Period(loss.OccurredOn, loss.OccurredOn), loss.Reserve.Difference.Read(),
                    Lines(loss.Lines))),
            ],
            delivery.Cause, delivery.OccurredAt);
        var stream = Streams.Adjustment(message.AgreementStream);
        return commands.Handle(stream, delivery, NotedAdjustment.None(stream), state => NotedAdjustmentDecider.Decide(state, noted), ct);
    }

    private static IReadOnlyList<DifferenceLine> Lines(IReadOnlyList<V1.ChangedLine> lines) =>
        [.. lines.Select(line => new DifferenceLine(line.Party, line.Was.Read(), line.WouldBe.Read()))];
}
