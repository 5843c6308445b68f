using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>
/// The panel. Ties are personal: an administrator and a regulator see all, an appraiser his own, everybody else none.
/// </summary>
public sealed record PanelView(IReadOnlyList<Appraiser> Appraisers, IReadOnlyList<Tie> Ties)
{
    internal static PanelView For(Caller caller, AppraiserPanel panel)
    {
        var all = caller.Roles.Contains(Roles.Administrator) || caller.Roles.Contains(Roles.Regulator);
        return new PanelView(panel.Appraisers, [.. panel.Ties.Where(tie => all || tie.Person == caller.Actor.Person)]);
    }
}

internal static class ReadPanelEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/panel", (HttpContext http, Reads reads, CancellationToken ct) =>
        {
            var caller = http.User.Caller();
            return reads.OneAsync<AppraiserPanel, PanelView>(PanelStream.Of(caller.Consortium), panel => PanelView.For(caller, panel), ct);
        })
        .Produces<PanelView>()
        .WithSummary("The panel of appraisers, with the ties that the caller may see");
}
