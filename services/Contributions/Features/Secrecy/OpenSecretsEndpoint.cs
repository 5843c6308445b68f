using Ledger.Contributions.Domain;
using Ledger.Contributions.Vault;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;
using Microsoft.AspNetCore.Mvc;

namespace Ledger.Contributions.Features;

internal static class OpenSecretsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/contributions/{id:guid}/secrets", OpenAsync)
            .Produces<IReadOnlyList<OpenSecret>>()
            .WithSummary("Open hidden fields: those named, or all that the caller may")
            .WithDescription("reason says why; it is recorded with person, fields and basis before the answer is given. Who may open nothing gets the same 404 as for a contribution that is not there.");
        routes.MapGet("/contributions/{id:guid}/openings", ListAsync)
            .Produces<Page<SecretOpening>>()
            .WithSummary("Who opened the caller's hidden fields of a contribution, when and why");
    }

    /// <summary>What is wrong with a reason for reading, or null.</summary>
    public static Rejection? BrokenReason(string? reason) =>
        string.IsNullOrWhiteSpace(reason) ? new OpeningReasonMissing { Field = "reason" }
        : reason.Length > RuleLimits.Text ? Problems.TooLong("reason", RuleLimits.Text)
        : null;

    private static async Task<IResult> OpenAsync(
        Guid id, string? reason, [FromQuery] string[]? field, HttpContext http, SecretReader reader, CancellationToken ct)
    {
        if (BrokenReason(reason) is { } broken) return Problem.From(broken);
        var caller = http.User.Caller();
        var hidden = await reader.LookAsync(id, caller, ct);
        var asked = field is null or [] ? hidden : [.. hidden.Where(secret => field.Contains(secret.Field.Field, StringComparer.Ordinal))];
        var allowed = asked.Where(secret => secret.Access.Basis is not null).ToList();
        // A field that was named must be open; without names, whatever is.
        var complete = field is null or [] ? allowed.Count > 0 : allowed.Count == field.Distinct(StringComparer.Ordinal).Count();
        if (!complete)
            return Problem.From(asked.Select(secret => secret.Access.Refusal).FirstOrDefault(refusal => refusal is not (null or SecretsUnknown)) ?? new SecretsUnknown());

        foreach (var secrets in allowed.GroupBy(secret => SaidByReceiver.Owns(secret.Field.Field) ? secret.Owner : null, StringComparer.Ordinal))
        {
            await reader.RecordAsync(id, secrets.Key, [.. secrets.Select(secret => new OpenedField(
                secret.Field.Field, secret.Field.Digest!, secret.Access.Basis!.Value, secret.Access.Until))], reason!, caller.Consortium, caller.Actor, ct);
        }

        http.Response.Headers.CacheControl = "private, no-store";
        return Results.Ok(await reader.OpenAsync(id, allowed.Select(secret => (
            secret.Field.Field, secret.Field.Digest!, Holder(secret, id, caller), secret.Access.Until)), ct));
    }

    // What is no longer secret is opened with the owner's key: nobody was given one of his own.
    private static KeyHolder Holder(AskedSecret secret, Guid contribution, Caller caller) => secret.Access.Basis is OpeningBasis.Owner or OpeningBasis.SecrecyOver
        ? KeyHolder.Owner(caller.Consortium, secret.Owner, secret.Field.Key!.Value)
        : KeyHolder.Reader(caller.Consortium, contribution, caller.Actor.Organisation, secret.Field.Key!.Value);

    private static async Task<IResult> ListAsync(Guid id, string? after, HttpContext http, Reads reads, CancellationToken ct)
    {
        var organisation = http.User.Caller().Actor.Organisation;
        bool contributor;
        await using (var session = await reads.OpenAsync(ct))
        {
            var state = await session.Documents.LoadAsync<Contribution>(id, ct);
            contributor = state?.Said()?.Party == organisation;
            if (!contributor && (state is not { ReceiverMarks.Count: > 0 } || state.Particulars!.ReceivedBy != organisation)) return Problem.From(new SecretsUnknown());
        }

        var owner = contributor ? null : organisation;
        return await reads.PageAsync<SecretOpening, SecretOpening>(
            after, openings => openings.Where(opening => opening.Contribution == id && opening.Owner == owner), opening => opening, ct);
    }
}
