using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Messaging;

namespace Ledger.ServiceDefaults.Desk;

/// <summary>Keeps this service's copy of who may read as a regulator.</summary>
public sealed class WhenRegulatorDeskChanged(Commands commands) : IHandle<RegulatorDeskChanged>
{
    public Task HandleAsync(RegulatorDeskChanged message, DeliveryContext delivery, CancellationToken ct)
    {
        var no = delivery.Headers.StreamVersion;
        return message.Change switch
        {
            DeskChange.GrantProposed when message is { ProposalHash: { } hash, Grant: { } terms } => Grant(new DeskGrantHeard(
                no, GrantPhase.Proposed, hash, new HeardTerms(terms.Case, terms.Reader, terms.Persons, terms.Whole, terms.Until), delivery.Cause)),
            DeskChange.GrantIssued when message.ProposalHash is { } hash => Grant(new DeskGrantHeard(no, GrantPhase.Issued, hash, null, delivery.Cause)),
            DeskChange.GrantEnded => Grant(new DeskGrantHeard(no, GrantPhase.Ended, null, null, delivery.Cause)),
            DeskChange.RulesProposed when message is { ProposalHash: { } hash, Standing: { } standing } =>
                Rules(new DeskRulesHeard(no, Confirmed: false, hash, standing, delivery.Cause)),
            DeskChange.RulesConfirmed when message.ProposalHash is { } hash => Rules(new DeskRulesHeard(no, Confirmed: true, hash, null, delivery.Cause)),
            // Not passed over: whoever does not understand a change of rights must not go on as if there were none.
            _ => throw new InvalidOperationException($"A change of the desk '{message.Change}' is not understood."),
        };

        Task Grant(DeskGrantHeard heard) =>
            commands.Handle(message.Stream, delivery, HeardGrant.None(message.Stream), state => HeardDeskDecider.Decide(state, heard), ct);

        Task Rules(DeskRulesHeard heard) =>
            commands.Handle(message.Stream, delivery, HeardDeskRules.None(message.Stream), state => HeardDeskDecider.Decide(state, heard), ct);
    }
}
