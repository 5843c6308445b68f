using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>A damaged thing is due for another value.</summary>
internal sealed class WhenContributionDamaged(Commands commands) : IHandle<V1.ContributionDamaged>
{
    public Task HandleAsync(V1.ContributionDamaged message, DeliveryContext delivery, CancellationToken ct) => Told.DueAsync(
        commands, message.ContributionId, delivery,
        new DueReason(RevaluationTrigger.Damage, message.DamagedOn, "revaluation.damage", new(message.ReasonEn, message.ReasonZh), delivery.Cause), ct);
}

/// <summary>A thing that was moved may be used otherwise than it was valued for.</summary>
internal sealed class WhenContributionMoved(Commands commands) : IHandle<V1.ContributionMoved>
{
    public Task HandleAsync(V1.ContributionMoved message, DeliveryContext delivery, CancellationToken ct) => Told.DueAsync(
        commands, message.ContributionId, delivery,
        new DueReason(RevaluationTrigger.ChangeOfUse, message.MovedOn, "revaluation.change-of-use", new(message.ReasonEn, message.ReasonZh), delivery.Cause), ct);
}

/// <summary>Use that ended as promised ends what falls due; use that ended early was worth less than it was valued at.</summary>
internal sealed class WhenContributionEnded(Commands commands) : IHandle<V1.ContributionEnded>
{
    public Task HandleAsync(V1.ContributionEnded message, DeliveryContext delivery, CancellationToken ct) => Told.OverAsync(
        commands, message.ContributionId, delivery, RevaluationTrigger.Ended, message.EndedOn, message.AgreedUntil, new(message.ReasonEn, message.ReasonZh), ct);
}

/// <summary>The same of lent equipment that was given back.</summary>
internal sealed class WhenContributionReturned(Commands commands) : IHandle<V1.ContributionReturned>
{
    public Task HandleAsync(V1.ContributionReturned message, DeliveryContext delivery, CancellationToken ct) => Told.OverAsync(
        commands, message.ContributionId, delivery, RevaluationTrigger.Returned, message.ReturnedOn, message.AgreedUntil, new(message.ReasonEn, message.ReasonZh), ct);
}

/// <summary>What Contributions tells, as commands on the appraisal; it may come before the verification.</summary>
internal static class Told
{
    public static Task DueAsync(Commands commands, Guid contribution, DeliveryContext delivery, DueReason due, CancellationToken ct)
    {
        var stream = WhenContributionVerified.StreamOf(contribution);
        return commands.Handle(stream, delivery, Appraisal.None(stream), state => RevaluationDecider.Decide(state, new HearDue(due, delivery.OccurredAt)), ct);
    }

    public static Task CloseAsync(Commands commands, Guid contribution, DeliveryContext delivery, DueReason why, CancellationToken ct)
    {
        var stream = WhenContributionVerified.StreamOf(contribution);
        return commands.Handle(stream, delivery, Appraisal.None(stream), state => RevaluationDecider.Decide(state, new CloseRevaluation(why, delivery.OccurredAt)), ct);
    }

    public static Task OverAsync(
        Commands commands, Guid contribution, DeliveryContext delivery, RevaluationTrigger trigger, DateOnly on, DateOnly? agreedUntil, Text reason,
        CancellationToken ct) => on < agreedUntil
        ? DueAsync(commands, contribution, delivery, new DueReason(RevaluationTrigger.EndedEarly, on, $"revaluation.ended-early:{agreedUntil:yyyy-MM-dd}", reason, delivery.Cause), ct)
        : CloseAsync(commands, contribution, delivery, new DueReason(trigger, on, $"revaluation.{KebabCase.Name(trigger)}", reason, delivery.Cause), ct);
}
