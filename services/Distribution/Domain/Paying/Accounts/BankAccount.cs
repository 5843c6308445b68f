using System.Diagnostics;
using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>A bank account was registered. Its numbers are elsewhere, encrypted; here stands a salted digest of them.</summary>
/// <param name="Reference">The party's own id of it.</param>
/// <param name="Party">Whose it is: the organisation of who registered it.</param>
/// <param name="Use">What it is there for.</param>
/// <param name="Currency">In which it is kept.</param>
/// <param name="Scheme">How it is named.</param>
/// <param name="Digest">SHA-256 of the salted details, base64url: says nothing, and fixes everything.</param>
/// <param name="By">Who registered.</param>
/// <param name="At">Recorded time.</param>
public sealed record BankAccountRegistered(
    string Reference, string Party, BankAccountUse Use, Currency Currency, BankScheme Scheme, string Digest, Actor By, DateTimeOffset At);

/// <summary>A second person approved exactly these details.</summary>
public sealed record BankAccountApproved(string Digest, Actor By, DateTimeOffset At);

/// <summary>The account is used no more. Payments under way are not touched.</summary>
public sealed record BankAccountRetired(string Reason, Actor By, DateTimeOffset At);

/// <summary>A bank account (银行账户).</summary>
public sealed record BankAccount
{
    public Guid Id { get; init; }

    /// <summary>What was registered; null while nothing is.</summary>
    public BankAccountRegistered? Registered { get; init; }

    public BankAccountApproved? Approved { get; init; }

    public BankAccountRetired? Retired { get; init; }

    public static BankAccount None(Guid id) => new() { Id = id };

    /// <summary>Whether money may go to it or come from it.</summary>
    [JsonIgnore]
    public bool Usable => Approved is not null && Retired is null;

    /// <summary>The account that is used for a party: the one approved last.</summary>
    internal static BankAccount? Current(IEnumerable<BankAccount> accounts, BankAccountUse use, string? party, Currency currency) => accounts
        .Where(account => account.Usable && account.Registered!.Use == use && account.Registered.Currency == currency
            && (party is null || account.Registered.Party == party))
        .OrderByDescending(account => account.Approved!.At).ThenBy(account => account.Id).FirstOrDefault();
}

/// <summary>Register a bank account of the own organisation.</summary>
/// <param name="Reference">The party's own id of it.</param>
/// <param name="Use">What it is there for.</param>
/// <param name="Currency">In which it is kept.</param>
/// <param name="Details">Numbers and names; they enter no fact.</param>
/// <param name="Digest">Salted digest of the details.</param>
/// <param name="Officer">Whether the caller is a finance officer.</param>
/// <param name="Signatory">Whether the caller signs for the organisation.</param>
/// <param name="By">Who registers.</param>
/// <param name="At">Time of receipt.</param>
public sealed record RegisterBankAccount(
    string Reference, BankAccountUse Use, Currency Currency, BankDetails Details, string Digest, bool Officer, bool Signatory, Actor By,
    DateTimeOffset At);

/// <summary>Approve what another person registered.</summary>
public sealed record ApproveBankAccount(string Digest, Actor By, DateTimeOffset At);

/// <summary>Use an account no more.</summary>
public sealed record RetireBankAccount(string Reason, Actor By, DateTimeOffset At);

/// <summary>An account is registered by its owner and approved by a second person before anything is paid.</summary>
public static class BankAccountDecider
{
    public static Decision Decide(BankAccount state, RegisterBankAccount command)
    {
        if (state.Registered is { } standing)
        {
            return standing.Digest == command.Digest && standing.Use == command.Use && standing.Currency == command.Currency
                ? Decision.Nothing
                : new BankAccountExists(command.Reference) { Field = "reference" };
        }

        if (command.Use == BankAccountUse.Pay && !command.Officer) return new BankAccountPayerOnly { Field = "use" };
        if (command.Use == BankAccountUse.Receive && !command.Signatory) return new BankAccountReceiverOnly { Field = "use" };
        return BankDetailsRules.Broken(command.Details, command.Currency) is { } broken
            ? broken
            : Decision.Accept(new BankAccountRegistered(
                command.Reference, command.By.Organisation, command.Use, command.Currency, command.Details.Scheme, command.Digest, command.By,
                command.At));
    }

    public static Decision Decide(BankAccount state, ApproveBankAccount command)
    {
        if (state.Registered is not { } registered) return new BankAccountUnknown();
        if (registered.Digest != command.Digest) return new BankAccountOtherDetails { Field = "digest" };
        if (registered.By.Person == command.By.Person) return new BankAccountSamePerson();
        if (state.Retired is not null) return new BankAccountIsRetired();
        return state.Approved is null ? Decision.Accept(new BankAccountApproved(command.Digest, command.By, command.At)) : Decision.Nothing;
    }

    public static Decision Decide(BankAccount state, RetireBankAccount command)
    {
        if (state.Registered is not { } registered) return new BankAccountUnknown();
        if (registered.Party != command.By.Organisation) return new BankAccountNotOwn(registered.Party);
        if (state.Retired is not null) return Decision.Nothing;
        return TextRules.Broken("reason", command.Reason) is { } broken
            ? broken
            : Decision.Accept(new BankAccountRetired(command.Reason, command.By, command.At));
    }

    public static BankAccount Evolve(BankAccount state, object fact) => fact switch
    {
        BankAccountRegistered f => state with { Registered = f },
        BankAccountApproved f => state with { Approved = f },
        BankAccountRetired f => state with { Retired = f },
        _ => throw new UnreachableException($"{fact.GetType().Name} is not a fact of a bank account."),
    };
}
