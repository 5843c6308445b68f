using Ledger.Risks.Domain;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Marten;

namespace Ledger.Risks.Features;

/// <param name="AgreementId">Agreement under which the risk is shared.</param>
/// <param name="Category">Category of the agreement.</param>
/// <param name="Title">What may happen.</param>
/// <param name="Likelihood">Chance of each possible strike in a year; 0 to 1, at most six decimal places.</param>
/// <param name="Exposure">What a strike costs: least, most likely, most.</param>
/// <param name="NextReviewOn">When it is looked at next.</param>
/// <param name="Owner">Party that watches over it; left out where the agreement's category names one.</param>
/// <param name="Strikes">How often it can strike in a year; once when left out.</param>
/// <param name="Limit">The most of one event that is shared; left out for none.</param>
/// <param name="Controls">What is done against it.</param>
/// <param name="ReviewDays">Days between reviews; a year when left out.</param>
/// <param name="Description">More about it.</param>
public sealed record RiskEntryRequest(
    string AgreementId, string Category, Text Title, Rational Likelihood, Exposure Exposure, DateOnly NextReviewOn, string? Owner = null,
    int Strikes = 1, Money? Limit = null, IReadOnlyList<RiskControl>? Controls = null, int ReviewDays = 365, Text? Description = null)
{
    internal RiskEntry Of(string reference, AgreementDocument? agreement) => new(
        reference, AgreementId, Category, Title, Description, Owner ?? agreement?.Category(Category)?.Owner ?? "", Likelihood, Strikes, Exposure, Limit,
        Controls ?? [], ReviewDays, NextReviewOn);
}

/// <param name="Reference">The consortium's own id.</param>
/// <param name="Risk">The risk.</param>
public sealed record RegisterRiskRequest(string Reference, RiskEntryRequest Risk);

/// <param name="Risk">The risk as it shall stand.</param>
/// <param name="Reason">Why it is seen otherwise.</param>
public sealed record ReviseRiskRequest(RiskEntryRequest Risk, Text Reason);

/// <param name="Findings">What was found.</param>
/// <param name="NextReviewOn">When it is looked at next; by its usual days when left out.</param>
public sealed record ReviewRiskRequest(Text Findings, DateOnly? NextReviewOn = null);

internal static class RegisterRiskEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/risk-register", RegisterAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Put a risk into the register");
        routes.MapPost("/risk-register/{id:guid}/revision", ReviseAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("See a registered risk otherwise");
        routes.MapPost("/risk-register/{id:guid}/review", ReviewAsync)
            .RequireAuthorization(Roles.Contributor)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Say as its owner that a registered risk was looked at");
        routes.MapPost("/risk-register/{id:guid}/retirement", RetireAsync)
            .RequireAuthorization(Roles.FinanceOfficer)
            .WithMetadata(new ChangesWhatWasRead())
            .Produces<Outcome.Receipt>()
            .WithSummary("Take a risk out of what can strike");
    }

    private static async Task<IResult> RegisterAsync(RegisterRiskRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        var id = RegisterStreams.Of(context.Tenant, body.Reference);
        var outcome = await commands.Handle(
            id, context, RegisteredRisk.None(id),
            async (state, reads) =>
            {
                var agreement = await TodayAsync(reads, body.Risk.AgreementId, context, ct);
                return RegisteredRiskDecider.Decide(state, new Domain.RegisterRisk(
                    body.Risk.Of(body.Reference, agreement?.Document), agreement, await StandingAsync(reads, body.Risk.AgreementId, ct), context.By, context.At));
            },
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ReviseAsync(Guid id, ReviseRiskRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var outcome = await commands.Handle(
            id, context, RegisteredRisk.None(id),
            async (state, reads) =>
            {
                var agreement = await TodayAsync(reads, body.Risk.AgreementId, context, ct);
                return RegisteredRiskDecider.Decide(state, new ReviseRisk(
                    body.Risk.Of(state.Entry?.Reference ?? "", agreement?.Document), body.Reason, agreement, context.By, context.At));
            },
            ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> ReviewAsync(Guid id, ReviewRiskRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new ReviewRisk(body.Findings, body.NextReviewOn, context.By, context.At);
        return (await commands.Handle(id, context, RegisteredRisk.None(id), state => RegisteredRiskDecider.Decide(state, command), ct)).ToHttp();
    }

    private static async Task<IResult> RetireAsync(Guid id, ReasonRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new RetireRisk(body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, RegisteredRisk.None(id), state => RegisteredRiskDecider.Decide(state, command), ct)).ToHttp();
    }

    private static Task<AdoptedAgreement?> TodayAsync(IQuerySession reads, string agreementId, CommandContext context, CancellationToken ct) =>
        EventReader.InForceAsync(reads, agreementId, DateOnly.FromDateTime(context.At.UtcDateTime), ct);

    private static async Task<int> StandingAsync(IQuerySession reads, string agreementId, CancellationToken ct) =>
        (await reads.Query<RegisteredRisk>().Where(risk => risk.AgreementId == agreementId).ToListAsync(ct)).Count(risk => risk.Retired is null);
}
