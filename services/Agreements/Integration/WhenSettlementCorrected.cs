using Ledger.Agreements.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Agreements.Integration;

/// <summary>Remembers how a correction left settled runs: the next retroactive change starts from there.</summary>
internal sealed class WhenSettlementCorrected(Commands commands) : IHandle<V1.SettlementCorrected>
{
    public Task HandleAsync(V1.SettlementCorrected message, DeliveryContext delivery, CancellationToken ct)
    {
        var heard = new SettlementCorrectionHeard(message.AgreementId, message.No, [.. message.Runs.Select(Run)], delivery.Cause);
        return commands.Handle(
            message.CorrectionId, delivery, HeardCorrection.None(message.CorrectionId), state => HeardCorrectionDecider.Decide(state, heard), ct);
    }

    private static CorrectedRun Run(V1.CorrectedRun run) => new(
        run.RunId, run.Basis?.AgreementVersion, run.Basis?.DocumentHash,
        run.Basis is { } basis ? [.. basis.Accepted.Select(value => new DatedContribution(value.Party, value.EffectiveOn, value.Accepted.Read()))] : null,
        run.Reserve.WouldBe.Read(), [.. run.Lines.Select(line => new SettledShare(line.Party, line.WouldBe.Read()))]);
}
