using Ledger.Risks.Domain;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Risks.Integration;

/// <summary>Shows what corrections of settlements put into the reserve or took out of it.</summary>
internal sealed class WhenSettlementCorrected(Commands commands) : IHandle<V1.SettlementCorrected>
{
    public Task HandleAsync(V1.SettlementCorrected message, DeliveryContext delivery, CancellationToken ct)
    {
        var corrected = new ReserveCorrected(message.AgreementId, message.No, message.BookedOn, message.Reserve.Read(), delivery.Cause, delivery.OccurredAt);
        return commands.Handle(
            message.CorrectionId, delivery, ReserveCorrection.None(message.CorrectionId), state => ReserveCorrectionDecider.Decide(state, corrected), ct);
    }
}
