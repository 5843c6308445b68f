using System.Diagnostics;

namespace Ledger.Contributions.Domain;

/// <summary>Folds the steps of a request.</summary>
public static class DisclosureFold
{
    public static DisclosureRequest Evolve(DisclosureRequest state, object fact) => fact switch
    {
        DisclosureRequested f => state with { State = DisclosureState.Requested, Asked = f },
        DisclosureApproved => state,
        DisclosureObjected f => state with { State = DisclosureState.Objected, Objection = f },
        // Pieces of custodians who are no longer in office do not fit those of the new ones.
        CustodianConsented f when f.Appointment != state.Appointment => state with { Appointment = f.Appointment, Consents = [f.Custodian], Refusals = [] },
        CustodianConsented f => state with { Consents = [.. state.Consents, f.Custodian] },
        CustodianRefused f => Counted(f.Appointment == state.Appointment ? state : state with { Appointment = f.Appointment, Consents = [], Refusals = [] }, f),
        DisclosureReleased f => state with { State = DisclosureState.Released, Released = f.Basis, Until = f.Until },
        DisclosureOpened => state with { Openings = state.Openings + 1 },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a disclosure request."),
    };

    private static DisclosureRequest Counted(DisclosureRequest state, CustodianRefused fact)
    {
        IReadOnlyList<int> refusals = [.. state.Refusals, fact.Custodian];
        return state with { Refusals = refusals, State = refusals.Count >= ContributionLimits.CustodiansNeeded ? DisclosureState.Refused : state.State };
    }
}
