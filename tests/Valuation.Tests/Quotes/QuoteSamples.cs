using Ledger.Rules;
using Ledger.Tests;
using Ledger.Valuation.Domain;
using static Ledger.Valuation.Tests.PanelSamples;
using static Ledger.Valuation.Tests.Samples;

namespace Ledger.Valuation.Tests;

/// <summary>A quotation for the machine: three invited, commit within a day, reveal within the next.</summary>
internal static class QuoteSamples
{
    public static readonly DateTimeOffset CommitUntil = At.AddDays(1);
    public static readonly DateTimeOffset RevealUntil = At.AddDays(2);
    public static readonly QuoteWindow Window = new(CommitUntil, RevealUntil);

    /// <summary>Sample A's quotes of the measuring machine; their median is 10,000.00.</summary>
    public static readonly IReadOnlyDictionary<string, string> Amounts = new Dictionary<string, string>
    {
        ["he"] = "9000.00", ["qian"] = "10500.00", ["zhou"] = "10000.00",
    };

    public static InviteQuotes Invite { get; } = new(
        "Q-1", GivenCase(), new Text("Rent per month", "月租金"), QuoteRule.Median, 3, ["he", "qian", "zhou"], Window, TaihuAgreement.Adopted,
        Known(), Clerk, At);

    public static QuotesInvited Invited { get; } = (QuotesInvited)QuotationDecider.Decide(Quotation.None(Id), Invite).Facts.Single();

    public static object[] AllCommitted { get; } = [Invited, .. Amounts.Keys.Select(Committed)];

    public static object[] AllRevealed { get; } = [.. AllCommitted, .. Amounts.Keys.Select(Revealed)];

    public static Money Cash(string amount) => Money.Parse(amount, Cny);

    public static string Nonce(string person) => new(person[0] switch { 'h' => '1', 'q' => '2', _ => '3' }, 32);

    public static string CommitmentOf(string person) => Commitments.ToQuote($"{Id:D}", person, Cash(Amounts[person]), Nonce(person));

    public static CommitQuote Commit(string person) => new(CommitmentOf(person), By(person), At.AddHours(1));

    public static RevealQuote Reveal(string person) => new(Cash(Amounts[person]), Nonce(person), By(person), CommitUntil.AddHours(1));

    public static QuoteCommitted Committed(string person) => new(1, CommitmentOf(person), By(person), At.AddHours(1));

    public static QuoteRevealed Revealed(string person) => new(1, CommitmentOf(person), By(person), CommitUntil.AddHours(1));

    /// <summary>Closing with what these people revealed.</summary>
    public static CloseQuotation Close(params string[] people) => new(
        [.. people.Select(person => new RevealedQuote(person, Cash(Amounts[person]), Nonce(person), ""))], null, Clerk,
        RevealUntil + ValuationLimits.RevealGrace + TimeSpan.FromSeconds(1));

    public static Actor By(string person) => new(person, person switch { "he" => "V1", "qian" => "V2", _ => "V3" });

    public static Given<Quotation> Asked(params object[] facts) => GivenWhenThen.Given(Quotation.None(Id), QuotationDecider.Evolve, facts);

    private static Appraisal GivenCase() => Samples.Given(Opened).State;
}
