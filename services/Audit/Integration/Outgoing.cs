using Ledger.Audit.Domain;
using Ledger.Contracts.V1;
using Ledger.ServiceDefaults.Desk;
using Ledger.ServiceDefaults.Messaging;
using Ledger.ServiceDefaults.Store;

namespace Ledger.Audit.Integration;

/// <summary>What Audit tells the others: who may read as a regulator, for they all answer regulators.</summary>
internal static class Outgoing
{
    public static void Map(OutgoingMap map) => map
        .Map<GrantProposed, RegulatorDeskChanged>((fact, at) => new(
            at.Stream, DeskChange.GrantProposed, PayloadHash.Of(fact), new DeskGrant(fact.Case, fact.Reader, fact.Persons, fact.Scope.IsWhole, fact.Until)))
        .Map<GrantIssued, RegulatorDeskChanged>((fact, at) => new(at.Stream, DeskChange.GrantIssued, fact.ProposalHash))
        .Map<GrantRefused, RegulatorDeskChanged>((_, at) => new(at.Stream, DeskChange.GrantEnded))
        .Map<GrantRevoked, RegulatorDeskChanged>((_, at) => new(at.Stream, DeskChange.GrantEnded))
        .Map<DeskRulesProposed, RegulatorDeskChanged>((fact, at) => new(at.Stream, DeskChange.RulesProposed, PayloadHash.Of(fact), Standing: fact.Standing))
        .Map<DeskRulesConfirmed, RegulatorDeskChanged>((fact, at) => new(at.Stream, DeskChange.RulesConfirmed, fact.ProposalHash));
}
