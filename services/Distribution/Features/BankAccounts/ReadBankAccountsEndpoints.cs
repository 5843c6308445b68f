using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <summary>A bank account without its numbers.</summary>
/// <param name="Id">Its stream.</param>
/// <param name="Reference">The owner's reference.</param>
/// <param name="Party">Whose it is.</param>
/// <param name="Use">receive or pay.</param>
/// <param name="Currency">In which it is kept.</param>
/// <param name="Scheme">iban, cnaps or aba.</param>
/// <param name="Digest">Salted digest of its details: what an approval names.</param>
/// <param name="Usable">Approved and not retired.</param>
/// <param name="Registered">By whom and when.</param>
/// <param name="Approved">By whom and when; absent until then.</param>
/// <param name="Retired">By whom and why; absent until then.</param>
/// <param name="Details">The own organisation sees all, whoever checks or pays the last four characters; absent for everybody else.</param>
public sealed record BankAccountView(
    Guid Id, string Reference, string Party, BankAccountUse Use, Currency Currency, BankScheme Scheme, string Digest, bool Usable, Actor Registered,
    BankAccountApproved? Approved, BankAccountRetired? Retired, BankDetailsView? Details = null)
{
    internal static BankAccountView Of(BankAccount account)
    {
        var said = account.Registered!;
        return new BankAccountView(
            account.Id, said.Reference, said.Party, said.Use, said.Currency, said.Scheme, said.Digest, account.Usable, said.By, account.Approved,
            account.Retired);
    }
}

/// <param name="Holder">Name of the holder.</param>
/// <param name="Account">Account number, or its last four characters behind asterisks.</param>
/// <param name="Bank">BIC, CNAPS code or routing number.</param>
/// <param name="BankName">Name of the bank.</param>
public sealed record BankDetailsView(string Holder, string Account, string? Bank, string? BankName);

internal static class ReadBankAccountsEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/bank-accounts/{id:guid}", One)
            .Produces<BankAccountView>()
            .WithSummary("One bank account; its numbers for the own organisation, the last four characters for whoever checks or pays");
        routes.MapGet("/bank-accounts", (string? after, Reads reads, CancellationToken ct) =>
                reads.PageAsync<BankAccount, BankAccountView>(after, query => query, BankAccountView.Of, ct))
            .Produces<Page<BankAccountView>>()
            .WithSummary("Bank accounts of the consortium, without numbers");
    }

    private static async Task<IResult> One(Guid id, Reads reads, HttpContext http, BankSecrets secrets, BankDetailsStore store, CancellationToken ct)
    {
        var caller = http.User.Caller();
        await using var session = await reads.OpenAsync(ct);
        var account = await session.Documents.LoadAsync<BankAccount>(id, ct) ?? throw RequestRefused.NotFound();
        var stream = await session.Documents.Events.FetchStreamStateAsync(id, ct) ?? throw RequestRefused.NotFound();
        http.Response.Headers.ETag = ETags.Of(stream.Version);
        var view = BankAccountView.Of(account);
        var own = account.Registered!.Party == caller.Actor.Organisation;
        var checks = caller.Roles.Any(role => role is Roles.Approver or Roles.FinanceOfficer or Roles.Regulator);
        if (!secrets.Ready || (!own && !checks)) return Results.Ok(view);
        var opened = await store.OpenAsync(
            session.Connection, caller.Consortium, new Dictionary<Guid, string> { [id] = account.Registered.Digest }, ct);
        return Results.Ok(opened.TryGetValue(id, out var details)
            ? view with { Details = new BankDetailsView(details.Holder, own ? details.Account : details.Masked, details.Bank, details.BankName) }
            : view);
    }
}
