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
}
