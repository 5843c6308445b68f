using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Ledger.Valuation.Domain;

namespace Ledger.Valuation.Features;

/// <param name="Kind">Kind of contribution, kebab-case: <c>donated-equipment</c>.</param>
/// <param name="Methods">Valuation methods, by id.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
public sealed record QualificationRequest(string Kind, IReadOnlyList<string> Methods, DateOnly From, DateOnly To);

/// <param name="Person">Subject id of the sign-in; no name.</param>
/// <param name="Organisation">Party, or appraisal firm outside.</param>
/// <param name="Qualifications">What the person may value.</param>
public sealed record AdmitAppraiserRequest(string Person, string Organisation, IReadOnlyList<QualificationRequest> Qualifications);

/// <param name="Qualifications">What the person may value from now on.</param>
public sealed record RenewQualificationsRequest(IReadOnlyList<QualificationRequest> Qualifications);

/// <param name="Reason">Why.</param>
public sealed record ReasonRequest(string Reason);

internal static class AppraiserEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/panel/appraisers", (AdmitAppraiserRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Read(body.Qualifications, out var refused) is { } stated
                    ? PanelStream.Handle(context, commands, state => PanelDecider.Decide(
                        state, new AdmitAppraiser(body.Person, body.Organisation, stated, context.By, context.At)), ct)
                    : Task.FromResult(Problem.From(refused!)))
            .RequireAuthorization(Roles.Administrator)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Take a person onto the panel of appraisers");
        routes.MapPost("/panel/appraisers/{person}/qualifications", (string person, RenewQualificationsRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
                Read(body.Qualifications, out var refused) is { } stated
                    ? PanelStream.Handle(context, commands, state => PanelDecider.Decide(
                        state, new RenewQualifications(person, stated, context.By, context.At)), ct)
                    : Task.FromResult(Problem.From(refused!)))
            .RequireAuthorization(Roles.Administrator)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("State anew what an appraiser may value");
        Standing(routes, "suspension", AppraiserStanding.Suspended, "Suspend an appraiser: not drawn for now");
        Standing(routes, "reinstatement", AppraiserStanding.Active, "End a suspension");
        Standing(routes, "removal", AppraiserStanding.Removed, "Remove an appraiser for good; what was recorded stays");
    }

    private static void Standing(IEndpointRouteBuilder routes, string verb, AppraiserStanding to, string summary) => routes
        .MapPost($"/panel/appraisers/{{person}}/{verb}", (string person, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct) =>
            PanelStream.Handle(context, commands, state => PanelDecider.Decide(
                state, new ChangeStanding(person, to, body.Reason, context.By, context.At)), ct))
        .RequireAuthorization(Roles.Administrator)
        .WithMetadata(new ChangesWhatWasRead())
        .Produces<Outcome.Receipt>()
        .WithSummary(summary);

    // The serializer checks members of records for null, not entries of lists.
    private static List<Qualification>? Read(IReadOnlyList<QualificationRequest> stated, out Rejection? refused)
    {
        refused = null;
        var read = new List<Qualification>();
        for (var i = 0; i < stated.Count; i++)
        {
            var here = JsonPath.Item("qualifications", i);
            if (stated[i] is not { } one) refused = Problems.WrongType(here, "an object", "对象");
            else if (KebabCase.Find<ContributionKind>(one.Kind) is not { } kind)
                refused = Problems.UnknownValue($"{here}.kind", one.Kind, KebabCase.Names<ContributionKind>());
            else if (one.Methods.Any(method => method is null)) refused = Problems.WrongType($"{here}.methods", "a list of strings", "字符串列表");
            else read.Add(new Qualification(kind, one.Methods, one.From, one.To));
            if (refused is not null) return null;
        }

        return read;
    }
}
