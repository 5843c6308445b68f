using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>The two books. Contributions in kind never stand beside money.</summary>
[JsonConverter(typeof(KebabCaseEnum<Book>))]
public enum Book
{
    /// <summary>Money: pools, reserve, what parties receive and owe.</summary>
    Cash,

    /// <summary>Accepted values of what the parties brought in.</summary>
    InKind,
}

/// <summary>Whose account it is.</summary>
[JsonConverter(typeof(KebabCaseEnum<AccountHolder>))]
public enum AccountHolder
{
    Consortium,
    Party,
    Pool,
    Reserve,
}

/// <summary>An account of one book.</summary>
/// <param name="Book">The book it belongs to.</param>
/// <param name="Holder">Whose it is.</param>
/// <param name="Party">For a party's account; else null.</param>
/// <param name="Pool">For a pool's account: the pool's reference; else null.</param>
/// <param name="Name">Which of the holder's accounts; null where there is one only.</param>
public sealed record Account(Book Book, AccountHolder Holder, string? Party = null, string? Pool = null, string? Name = null)
{
    /// <summary>What the consortium may use; grows by accepted contributions.</summary>
    public static Account Resources { get; } = new(Book.InKind, AccountHolder.Consortium, Name: "resources");

    /// <summary>Money the consortium has received for distribution.</summary>
    public static Account Bank { get; } = new(Book.Cash, AccountHolder.Consortium, Name: "bank");

    /// <summary>The risk reserve of an agreement; its credit balance is what it holds.</summary>
    public static Account Reserve { get; } = new(Book.Cash, AccountHolder.Reserve);

    /// <summary>Readable and unique: <c>in-kind:consortium:resources</c>, <c>cash:party:E1:payable</c>, <c>cash:pool:2025</c>.</summary>
    [JsonIgnore]
    public string Code => string.Join(':', new[] { KebabCase.Name(Book), KebabCase.Name(Holder), Party, Pool, Name }.OfType<string>());

    /// <summary>Accepted value of what a party brought in.</summary>
    public static Account Contributed(string party) => new(Book.InKind, AccountHolder.Party, Party: party, Name: "contributed");

    /// <summary>A declared pool until it is distributed.</summary>
    public static Account OfPool(string reference) => new(Book.Cash, AccountHolder.Pool, Pool: reference);

    /// <summary>What a party is to receive.</summary>
    public static Account Payable(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "payable");

    /// <summary>What a party owes, when loss payments take more than its share.</summary>
    public static Account Receivable(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "receivable");

    /// <summary>What of a party's share is in dispute: neither payable nor anybody else's until it is decided.</summary>
    public static Account Suspense(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "suspense");

    /// <summary>What a party is to receive but is too little to be paid; it becomes payable with a later settlement.</summary>
    public static Account Carried(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "carried");

    /// <summary>What was withheld from a party, owed to the authority.</summary>
    public static Account Withheld(string party) => new(Book.Cash, AccountHolder.Party, Party: party, Name: "withheld");

    /// <summary>Value of what a party got in kind as a benefit.</summary>
    public static Account Benefited(string party) => new(Book.InKind, AccountHolder.Party, Party: party, Name: "benefited");

    /// <summary>Money on its way: what a person booked and the bank has not shown yet.</summary>
    public static Account Clearing { get; } = new(Book.Cash, AccountHolder.Consortium, Name: "clearing");

    /// <summary>What banks and the like took.</summary>
    public static Account Fees { get; } = new(Book.Cash, AccountHolder.Consortium, Name: "fees");

    /// <summary>Accounts of the consortium by name, in the cash book.</summary>
    private static readonly string[] OfConsortium = ["bank", "clearing", "fees"];

    /// <summary>Accounts of a party by name, in the cash book.</summary>
    private static readonly string[] OfParty = ["payable", "receivable", "suspense", "carried", "withheld"];

    /// <summary>Whether there is such an account at all: the chart is closed.</summary>
    internal bool InChart => (Book, Holder) switch
    {
        (Book.Cash, AccountHolder.Consortium) => (Party, Pool) == (null, null) && OfConsortium.Contains(Name),
        (Book.Cash, AccountHolder.Party) => Party is not null && Pool is null && OfParty.Contains(Name),
        (Book.Cash, AccountHolder.Pool) => (Party, Name) == (null, null) && Pool is not null,
        (Book.Cash, AccountHolder.Reserve) => (Party, Pool, Name) == (null, null, null),
        (Book.InKind, AccountHolder.Consortium) => (Party, Pool) == (null, null) && Name == "resources",
        (Book.InKind, AccountHolder.Party) => Party is not null && Pool is null && Name is "contributed" or "benefited",
        _ => false,
    };

    /// <summary>
    /// The side on which the account never stands, or null: what parties are to get, the reserve and the pools are never debit balances, bank
    /// and receivables never credit balances. The store holds the same line (<c>journal.sql</c>).
    /// </summary>
    [JsonIgnore]
    public Side? Never => (Book, Holder, Name) switch
    {
        (Book.Cash, AccountHolder.Reserve or AccountHolder.Pool, _) => Side.Debit,
        (Book.Cash, AccountHolder.Party, "payable" or "in-transit" or "suspense" or "carried" or "withheld") => Side.Debit,
        (Book.Cash, AccountHolder.Party, "receivable") => Side.Credit,
        (Book.Cash, AccountHolder.Consortium, "bank") => Side.Credit,
        (Book.InKind, AccountHolder.Party, "contributed") => Side.Debit,
        _ => null,
    };
}
