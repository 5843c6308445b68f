using Ledger.Rules;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;
using Marten;

namespace Ledger.Valuation.Features;

/// <summary>A method by which a case could be valued.</summary>
/// <param name="Id">Rule id.</param>
/// <param name="Version">Its newest version.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Agreed">Whether the agreement allows it for the kind: only then its value can count.</param>
public sealed record CaseMethod(string Id, int Version, Text Name, bool Agreed);

/// <summary>By what a case can be valued.</summary>
/// <param name="Currency">Of the agreement.</param>
/// <param name="MinEvidence">Least pieces of evidence for the kind; null where the agreement does not take it.</param>
/// <param name="ValuedOn">Valuation date.</param>
/// <param name="Methods">Agreed ones first, each by id.</param>
public sealed record CaseMethods(Currency Currency, int? MinEvidence, DateOnly ValuedOn, IReadOnlyList<CaseMethod> Methods);

/// <summary>What is stated for a method, and what the evidence register fills in.</summary>
/// <param name="Form">Members to be stated.</param>
/// <param name="Register">Members that are taken from the register where evidence is chosen of it; empty where the method takes none.</param>
/// <param name="Grid">Whether the evidence is adjusted in a grid.</param>
/// <param name="Weighted">Whether the evidence carries weights.</param>
/// <param name="Indexes">Whether price indexes are taken of the register.</param>
public sealed record ValuationMethodView(MethodForm Form, IReadOnlyList<string> Register, bool Grid, bool Weighted, bool Indexes)
{
    internal static ValuationMethodView Of(Method method)
    {
        var members = RegisterMembers.Of(method);
        return new ValuationMethodView(
            MethodForm.Of(method, "relatedParties"), members, method.Id is "market.comparables" or "market.adjusted-price", method.Id == "market.comparables",
            RegisterMembers.Takes(method, "indexes") && members.Count > 0);
    }
}

internal static class MethodsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/appraisals/{id:guid}/methods", ForCaseAsync)
            .Produces<CaseMethods>()
            .WithSummary("Methods by which a case can be valued, those that the agreement allows first");
        routes.MapGet("/appraisals/methods/{method}", One)
            .Produces<ValuationMethodView>()
            .WithSummary("What is stated for a valuation method, as JSON Schema, and what the evidence register fills in");
    }

    // A method that carries an accepted value on starts from that value: it has no place in a first proposal.
    private static bool IsFirst(Method method) => method.Purpose == MethodPurpose.Valuation && !method.Id.StartsWith("revaluation.", StringComparison.Ordinal);

    private static async Task<IResult> ForCaseAsync(Guid id, Reads reads, CancellationToken ct)
    {
        await using var session = await reads.OpenAsync(ct);
        var state = await session.Documents.LoadAsync<Appraisal>(id, ct);
        if (state?.Subject is not { } subject) return Problem.From(new AppraisalUnknown());
        if (await InForce.ForAsync(state, session.Documents, ct) is not { Document: { } document })
            return Problem.From(new AgreementNotActive(subject.AgreementId, subject.EffectiveOn));
        var policy = document.PolicyOf(subject.Kind);
        var methods = MethodCatalogue.All.Where(IsFirst).GroupBy(method => method.Id, StringComparer.Ordinal).Select(versions => versions.Last())
            .Select(method => new CaseMethod(method.Id, method.Version, method.Name, policy?.Methods.Contains(method.Id) ?? false));
        return Results.Ok(new CaseMethods(
            document.Currency, policy?.MinEvidence, subject.EffectiveOn,
            [.. methods.OrderBy(method => !method.Agreed).ThenBy(method => method.Id, StringComparer.Ordinal)]));
    }

    private static IResult One(string method, int? version)
    {
        var found = version is { } number ? MethodCatalogue.Find(method, number) : MethodCatalogue.Latest(method);
        if (found is not null && IsFirst(found)) return Results.Ok(ValuationMethodView.Of(found));
        return Problem.From(MethodCatalogue.IsKnown(method, MethodPurpose.Valuation) && version is { } unknown
            ? new MethodVersionUnknown(method, unknown) { Field = "version" }
            : new MethodUnknown(method) { Field = "method" });
    }
}
