using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Store;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <summary>Every consortium has one panel.</summary>
internal static class PanelStream
{
    public static Guid Of(string tenant) => StreamId.For(tenant, "appraiser-panel", "register");

    public static async Task<IResult> Handle(
        CommandContext context, Commands commands, Func<AppraiserPanel, Decision> decide, CancellationToken ct)
    {
        var stream = Of(context.Tenant);
        var outcome = await commands.Handle(stream, context, AppraiserPanel.None(stream), decide, ct);
        return outcome.ToHttp();
    }
}
