using System.Text.Json.Serialization;
using Ledger.Rules;

namespace Ledger.Distribution.Domain;

/// <summary>By which numbers a bank account is named.</summary>
[JsonConverter(typeof(KebabCaseEnum<BankScheme>))]
public enum BankScheme
{
    /// <summary>IBAN (ISO 13616), with the BIC (ISO 9362) of the bank where it is known.</summary>
    Iban,

    /// <summary>China: account or card number with the twelve-digit CNAPS code of the branch (联行号).</summary>
    Cnaps,

    /// <summary>United States: account number with the nine-digit ABA routing number.</summary>
    Aba,
}

/// <summary>What an account is there for.</summary>
[JsonConverter(typeof(KebabCaseEnum<BankAccountUse>))]
public enum BankAccountUse
{
    /// <summary>A party is paid to it.</summary>
    Receive,

    /// <summary>The consortium pays from it.</summary>
    Pay,
}

/// <summary>
/// What a bank must know to pay. It stands in no fact: facts hold a salted digest of it (see decision 0050). Nothing here may be put
/// into a message, a log or a rejection.
/// </summary>
/// <param name="Scheme">How the account is named.</param>
/// <param name="Holder">Name of the account holder as the bank knows it.</param>
/// <param name="Account">IBAN or account number, without blanks.</param>
/// <param name="Bank">BIC, CNAPS code or routing number; may be null for an IBAN.</param>
/// <param name="BankName">Name of the bank, or null.</param>
public sealed record BankDetails(BankScheme Scheme, string Holder, string Account, string? Bank, string? BankName)
{
    /// <summary>The last four characters of the account, as a checker may see them.</summary>
    [JsonIgnore]
    public string Masked => $"****{Account[^Math.Min(4, Account.Length)..]}";

    /// <summary>Not the details: a record would print its members wherever somebody writes it to a log.</summary>
    public override string ToString() => "BankDetails";
}
