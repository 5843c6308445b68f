using Ledger.Rules;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>Loads what is known of who is tied to whom.</summary>
internal static class Knowledge
{
    /// <summary>Panel, control by the agreement in force, and every draw that stands, in the decision's own unit of work.</summary>
    public static async Task<KnownTies> LoadAsync(string tenant, AdoptedAgreement? agreement, IQuerySession reads, CancellationToken ct)
    {
        var id = PanelStream.Of(tenant);
        var panel = await reads.LoadAsync<AppraiserPanel>(id, ct) ?? AppraiserPanel.None(id);
        // Only the assignments are read, not the calculations beside them.
        var drawn = await reads.Query<Appraisal>().Where(appraisal => appraisal.Assignment!.Valuer != null)
            .Select(appraisal => appraisal.Assignment!).ToListAsync(ct);
        return new KnownTies(panel, ControlGraph.Of(agreement?.Document),
        [
            .. drawn.Where(one => one.Step == AssignmentStep.Drawn)
                .Select(one => new PastAssignment(one.Appraisal, one.Valuer!.Person, one.Valuer.Organisation, one.Party, one.DrawnAt!.Value)),
        ]);
    }
}
