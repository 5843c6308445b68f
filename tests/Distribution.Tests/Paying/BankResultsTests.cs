using System.Text;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using Ledger.Tests;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>What banks say, read and decided without a database.</summary>
public sealed class BankResultsTests
{
    private static readonly Guid Id = Streams.BankResults(Tenant, "f");
    private static readonly Guid PaymentId = Streams.Payments(Id).Payment(1);
    private static readonly PaymentReleased Released = new(Id, "B1", 1, TaihuAgreement.Id, Id, Id, "E1", Yuan("100.00"), Id, new DateOnly(2026, 1, 25), At);
    private static readonly PaymentEnded Paid = new(PaymentId, Id, PaymentOutcome.Paid, new DateOnly(2026, 1, 25), null, null, Id, Wang, At);

    public static TheoryData<string, string?, bool, string> Matches => new()
    {
        { "paid", null, false, "matched" },
        { "failed", null, false, "matched" },
        { "pending", null, false, "pending" },
        { "returned", null, false, "contradicts" },
        { "paid", "paid", false, "already-known" },
        { "failed", "paid", false, "contradicts" },
        { "returned", "paid", false, "matched" },
        { "returned", "paid", true, "already-known" },
        { "paid", "failed", false, "contradicts" },
        { "failed", "failed", false, "already-known" },
        { "pending", "paid", false, "already-known" },
        { "returned", "failed", false, "contradicts" },
    };

    [Theory]
    [MemberData(nameof(Matches))]
    public void What_a_bank_says_is_held_against_what_is_booked(string said, string? first, bool second, string match)
    {
        var known = new KnownPayment(
            PaymentId, Released, first is null ? null : Paid with { Outcome = KebabCase.Find<PaymentOutcome>(first)!.Value },
            second ? Paid with { Outcome = PaymentOutcome.Returned } : null, null);
        var when = Importing(known, Entry(said, "100.00"));
        when.Then<BankResultsImported>(imported => Assert.Equal(match, KebabCase.Name(imported.Entries.Single().Match)));
        Assert.Equal(match == "matched" ? 2 : 0, when.Decision.NewStreams.Count);
    }

    [Fact]
    public void Another_amount_or_an_unknown_id_books_nothing()
    {
        var known = new KnownPayment(PaymentId, Released, null, null, null);
        var when = Importing(known, Entry("paid", "99.99"), Entry("paid", "100.00") with { EndToEndId = "somebody-elses" });
        when.Then<BankResultsImported>(imported =>
        {
            Assert.Equal([EntryMatch.AmountDiffers, EntryMatch.Unmatched], imported.Entries.Select(entry => entry.Match));
            Assert.Equal(Yuan("100.00"), imported.Entries[0].Expected);
        });
        Assert.Empty(when.Decision.NewStreams);
        when.ThenAgainNothing();
    }

    [Fact]
    public void One_file_may_pay_and_return_and_says_it_once()
    {
        var known = new KnownPayment(PaymentId, Released, null, null, new DateOnly(2026, 1, 31));
        var when = Importing(known, Entry("paid", "100.00"), Entry("paid", null), Entry("returned", "100.00"));
        when.Then<BankResultsImported>(imported => Assert.Equal(
            [EntryMatch.Matched, EntryMatch.AlreadyKnown, EntryMatch.Matched], imported.Entries.Select(entry => entry.Match)));
        var entries = when.Decision.NewStreams.SelectMany(stream => stream.Facts).OfType<JournalEntryPosted>().ToList();
        Assert.Equal(
            ["debit cash:party:E1:in-transit 100.00", "credit cash:consortium:bank 100.00", "debit cash:consortium:bank 100.00", "credit cash:party:E1:payable 100.00"],
            entries.SelectMany(entry => entry.Lines).Select(PaymentBatchTests.Said));
        // January is closed: booked on the first open day, while the outcome keeps the bank's.
        Assert.All(entries, entry => Assert.Equal(new DateOnly(2026, 2, 1), entry.On));
        Assert.All(when.Decision.NewStreams.SelectMany(stream => stream.Facts).OfType<PaymentEnded>(), ended => Assert.Equal(new DateOnly(2026, 1, 22), ended.On));
    }

    [Fact]
    public void A_file_has_no_more_entries_than_the_limit()
    {
        var many = Enumerable.Repeat(Entry("paid", "1.00"), DistributionLimits.BankEntries + 1).ToArray();
        GivenWhenThen.Given(BankResults.None(Id), BankResultsDecider.Evolve).When(Deciding(many)).ThenRejected<InputRejection>("input.too-many");
        var csv = "end_to_end_id,status\r\n" + string.Concat(Enumerable.Repeat("a,paid\r\n", DistributionLimits.BankEntries + 1));
        Assert.Equal("bank-results.too-many", Refused(() => BankCsvReader.Read(Encoding.UTF8.GetBytes(csv))));
        var xml = BankFiles.StatusReport([.. Enumerable.Repeat(("a", "RJCT", (string?)null), DistributionLimits.BankEntries + 1)]);
        Assert.Equal("bank-results.too-many", Refused(() => BankXmlReader.Read(xml)));
    }

    [Fact]
    public void Status_reports_are_read_by_payment_and_as_a_whole()
    {
        var file = BankXmlReader.Read(BankFiles.StatusReport(("a", "ACSC", null), ("b", "RJCT", "AC04"), ("c", "ACSP", null)));
        Assert.Equal(["a Paid ", "b Failed AC04 ClosedAccount", "c Pending "], file.Entries.Select(entry => $"{entry.EndToEndId} {entry.Status} {entry.Reason}"));
        Assert.Empty(file.Wholes);
        var whole = BankXmlReader.Read(BankFiles.Refused(new string('a', 32), "FF01"));
        Assert.Equal(new BankWhole(new string('a', 32), BankStatus.Failed, "FF01"), Assert.Single(whole.Wholes));
    }

    [Fact]
    public void Account_reports_give_payments_out_and_what_came_back()
    {
        var file = BankXmlReader.Read(BankFiles.Statement(
            ("a", "DBIT", "10.00", false), ("b", "CRDT", "11.00", true), ("c", "CRDT", "12.00", false), ("NOTPROVIDED", "DBIT", "13.00", false)));
        Assert.Equal(["a Paid 10.00 CNY", "b Returned 11.00 CNY"], file.Entries.Select(entry => $"{entry.EndToEndId} {entry.Status} {entry.Amount}"));
        Assert.Equal(("camt.053", 2, new DateOnly(2026, 1, 22)), (file.Format, file.Ignored, file.Entries[0].On));
        Assert.Equal("camt.054", BankXmlReader.Read(BankFiles.Notification()).Format);
    }

    [Theory]
    [InlineData("<!DOCTYPE lolz [<!ENTITY a \"x\"><!ENTITY b \"&a;&a;&a;\">]><Document>&b;</Document>", "bank-results.dtd")]
    [InlineData("<Document", "bank-results.malformed")]
    [InlineData("<Document><a/></Document>", "bank-results.unknown-format")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\"/>", "bank-results.unknown-format")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.002.001.10\"><CstmrPmtStsRpt><OrgnlPmtInfAndSts><TxInfAndSts><TxSts>RJCT</TxSts></TxInfAndSts></OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>", "bank-results.member-malformed")]
    [InlineData("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.054.001.02\"><BkToCstmrDbtCdtNtfctn><Ntfctn><Ntry><Amt Ccy=\"CNY\">1,0</Amt><CdtDbtInd>DBIT</CdtDbtInd><NtryDtls><TxDtls><Refs><EndToEndId>a</EndToEndId></Refs></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>", "bank-results.member-malformed")]
    public void Bad_xml_is_refused_and_nothing_is_fetched(string xml, string code) => Assert.Equal(code, Refused(() => BankXmlReader.Read(Encoding.UTF8.GetBytes(xml))));

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var deep = string.Concat(Enumerable.Repeat("<a>", DistributionLimits.BankFileDepth + 2)) + string.Concat(Enumerable.Repeat("</a>", DistributionLimits.BankFileDepth + 2));
        Assert.Equal("bank-results.too-deep", Refused(() => BankXmlReader.Read(Encoding.UTF8.GetBytes(deep))));
    }

    [Fact]
    public void Csv_is_read_in_both_languages()
    {
        var english = BankCsvReader.Read(Encoding.UTF8.GetBytes("end_to_end_id,status,amount,currency,booked_on,bank_reference,reason\r\na,paid,10.00,CNY,2026-01-22,B1,\r\n\"b\",failed,,,,,\"closed, for good\"\r\n"));
        var chinese = BankCsvReader.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("状态,端到端标识,原因,金额,币种,记账日期,银行流水号\r\n成功,a,,10.00,CNY,2026-01-22,B1\r\n失败,b,\"closed, for good\",,,,\r\n")]);
        Assert.Equal(english.Entries, chinese.Entries);
        Assert.Equal(new BankEntry("a", BankStatus.Paid, Yuan("10.00"), new DateOnly(2026, 1, 22), "B1", null), english.Entries[0]);
        foreach (var (text, code) in new[]
                 {
                     ("nothing,here\r\n1,2\r\n", "bank-results.unknown-format"), ("end_to_end_id,status\r\n,paid\r\n", "bank-results.member-malformed"),
                     ("end_to_end_id,status,amount,currency\r\na,paid,1.001,CNY\r\n", "bank-results.member-malformed"),
                     ("end_to_end_id,status,amount,currency\r\na,paid,1.00,XXY\r\n", "bank-results.member-malformed"),
                     ("end_to_end_id,status,booked_on\r\na,paid,22.1.2026\r\n", "bank-results.member-malformed"),
                 })
            Assert.Equal(code, Refused(() => BankCsvReader.Read(Encoding.UTF8.GetBytes(text))));
    }

    private static string Refused(Func<BankFile> read)
    {
        var refused = Assert.Throws<BankFileException>(read).Rejection;
        Assert.NotEqual(refused.Message.En, refused.Message.Zh);
        return refused.Code;
    }

    private static BankEntry Entry(string status, string? amount) => new(
        PaymentId.ToString("N"), KebabCase.Find<BankStatus>(status)!.Value, amount is null ? null : Yuan(amount), new DateOnly(2026, 1, 22), "B1", null);

    private static When<BankResults> Importing(KnownPayment known, params BankEntry[] entries) =>
        GivenWhenThen.Given(BankResults.None(Id), BankResultsDecider.Evolve).When(Deciding(entries, known));

    private static Func<BankResults, Decision> Deciding(BankEntry[] entries, params KnownPayment[] known) => state => BankResultsDecider.Decide(
        state, new ImportBankResults("f", "csv", null, entries, 0, known.ToDictionary(payment => payment.Id), Streams.Payments(Guid.Empty), Wang, At,
            new Dictionary<string, Money>(StringComparer.Ordinal) { [Released.AgreementId] = Yuan("100.00") }));

    [Fact]
    public void A_file_that_would_overdraw_the_bank_account_books_nothing()
    {
        var known = new KnownPayment(PaymentId, Released, null, null, null);
        Decision Decide(string left) => BankResultsDecider.Decide(BankResults.None(Id), new ImportBankResults(
            "f", "csv", null, [Entry("paid", "100.00")], 0, new Dictionary<Guid, KnownPayment> { [PaymentId] = known }, Streams.Payments(Guid.Empty), Wang, At,
            new Dictionary<string, Money>(StringComparer.Ordinal) { [Released.AgreementId] = Yuan(left) }));
        var refused = Decide("99.99").Rejection!;
        Assert.Equal(("journal.overdrawn", "entries"), (refused.Code, refused.Field));
        Assert.Empty(Decide("99.99").Facts);
        Assert.Null(Decide("100.00").Rejection);
    }
}
