using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;
using V1 = Ledger.Contracts.V1;

namespace Ledger.Valuation.Integration;

/// <summary>Opens the appraisal of a verified contribution. Whether its agreement is known yet does not matter here.</summary>
internal sealed class WhenContributionVerified(Commands commands) : IHandle<V1.ContributionVerified>
{
    public Task HandleAsync(V1.ContributionVerified message, DeliveryContext delivery, CancellationToken ct)
    {
        var command = new OpenAppraisal(SubjectOf(message, delivery.Cause));
        var stream = StreamOf(message.ContributionId);
        return commands.Handle(stream, delivery, Appraisal.None(stream), state => AppraisalDecider.Decide(state, command), ct);
    }

    /// <summary>The one appraisal of a contribution.</summary>
    internal static Guid StreamOf(Guid contribution) => StreamId.Derived(contribution, "appraisal");

    /// <exception cref="FormatException">
    /// The contract carries what this version cannot read; the message goes to the error queue.
    /// </exception>
    internal static Subject SubjectOf(V1.ContributionVerified message, Citation source) => new(
        message.ContributionId, message.Reference, message.AgreementId, message.Party,
        KebabCase.Find<ContributionKind>(message.Kind)
            ?? throw new FormatException($"'{message.Kind}' is no kind of contribution known here."),
        new Text(message.TitleEn, message.TitleZh),
        Money.Parse(message.Claimed.Amount, Currency.Of(message.Claimed.Currency)),
        message.EffectiveOn, source, message.AgreedUntil, message.ClaimUndisclosed == true ? true : null);
}
