using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using Ledger.ServiceDefaults.Access;
using Ledger.ServiceDefaults.Handling;
using Ledger.ServiceDefaults.Hosting;

namespace Ledger.Distribution.Features;

/// <param name="Reference">The organisation's own id of the account: letters, digits, dots, underscores, hyphens.</param>
/// <param name="Use">receive: the organisation is paid to it; pay: the consortium pays from it.</param>
/// <param name="Currency">In which it is kept.</param>
/// <param name="Scheme">iban, cnaps or aba.</param>
/// <param name="Holder">Name of the holder as the bank knows it.</param>
/// <param name="Account">IBAN or account number, without blanks.</param>
/// <param name="Bank">BIC, CNAPS code or routing number.</param>
/// <param name="BankName">Name of the bank.</param>
public sealed record RegisterBankAccountRequest(
    string Reference, BankAccountUse Use, Currency Currency, BankScheme Scheme, string Holder, string Account, string? Bank = null,
    string? BankName = null)
{
    /// <summary>Not the numbers.</summary>
    public override string ToString() => "RegisterBankAccountRequest";
}

/// <param name="Digest">Digest of the details that the approver has checked.</param>
public sealed record ApproveBankAccountRequest(string Digest);

/// <param name="Reason">Why.</param>
public sealed record RetireBankAccountRequest(string Reason);

internal static class BankAccountEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/bank-accounts", Register)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Signatory, Roles.FinanceOfficer))
            .Produces<Outcome.Receipt>(StatusCodes.Status201Created)
            .WithSummary("Register a bank account of the own organisation; its numbers are kept encrypted and enter no fact");
        routes.MapPost("/bank-accounts/{id:guid}/approval", Approve)
            .RequireAuthorization(Roles.Approver)
            .Produces<Outcome.Receipt>()
            .WithSummary("Approve a registered bank account, as a second person");
        routes.MapPost("/bank-accounts/{id:guid}/retirement", Retire)
            .RequireAuthorization().RequireAuthorization(policy => policy.RequireRole(Roles.Signatory, Roles.FinanceOfficer))
            .Produces<Outcome.Receipt>()
            .WithSummary("Use a bank account of the own organisation no more");
    }

    private static async Task<IResult> Register(
        RegisterBankAccountRequest body, CommandContext context, HttpContext http, Commands commands, BankSecrets secrets, BankDetailsStore store,
        CancellationToken ct)
    {
        if (References.Check(body.Reference) is { } malformed) return Problem.From(malformed);
        if (!secrets.Ready) throw PaymentsRefused.NoKey();
        var roles = http.User.Caller().Roles;
        var details = new BankDetails(body.Scheme, body.Holder, body.Account, body.Bank, body.BankName);
        var stream = Streams.BankAccount(context.Tenant, context.By.Organisation, body.Reference);
        var command = new RegisterBankAccount(
            body.Reference, body.Use, body.Currency, details, secrets.Digest(context.Tenant, stream, details), roles.Contains(Roles.FinanceOfficer),
            roles.Contains(Roles.Signatory), context.By, context.At);
        context = context with { RequestHash = secrets.Fingerprint(context.Tenant, context.RequestHash) };
        var outcome = await commands.Handle(stream, context, BankAccount.None(stream), (state, documents) =>
        {
            var decision = BankAccountDecider.Decide(state, command);
            if (decision.Facts.Count > 0) store.Put(documents, context.Tenant, stream, details);
            return Task.FromResult(decision);
        }, ct);
        return outcome.ToHttp();
    }

    private static async Task<IResult> Approve(
        Guid id, ApproveBankAccountRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new ApproveBankAccount(body.Digest, context.By, context.At);
        return (await commands.Handle(id, context, BankAccount.None(id), state => BankAccountDecider.Decide(state, command), ct)).ToHttp();
    }

    private static async Task<IResult> Retire(
        Guid id, RetireBankAccountRequest body, CommandContext context, Commands commands, CancellationToken ct)
    {
        var command = new RetireBankAccount(body.Reason, context.By, context.At);
        return (await commands.Handle(id, context, BankAccount.None(id), state => BankAccountDecider.Decide(state, command), ct)).ToHttp();
    }
}
