using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Risks.Features;

internal static class LossMethodEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/risk-events/methods/{method}", One)
        .Produces<MethodForm>()
        .WithSummary("What is stated for a loss measure, as JSON Schema");

    // What other events were measured by is known to the service.
    private static IResult One(string method, int? version)
    {
        var found = version is { } number ? MethodCatalogue.Find(method, number) : MethodCatalogue.Latest(method);
        return found is { Purpose: MethodPurpose.LossMeasure }
            ? Results.Ok(MethodForm.Of(found, "counted", "otherPeriods"))
            : Problem.From(new MethodVersionUnknown(method, version) { Field = "method" });
    }
}
