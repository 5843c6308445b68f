using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using CsCheck;
using Ledger.Distribution.Domain;
using Ledger.Distribution.Integration;
using Ledger.Distribution.Paying;
using Ledger.Rules;
using static Ledger.Distribution.Tests.Samples;

namespace Ledger.Distribution.Tests.Paying;

/// <summary>Payment files and the secrets they are written from.</summary>
public sealed class PaymentFileTests
{
    private static readonly Guid Batch = Streams.PaymentBatch(Tenant, "B1");
    private static readonly BankSecrets Secrets = new([.. Enumerable.Range(0, 32).Select(i => (byte)i)]);

    // Whatever names people give: the file keeps to the schema, and says what the batch says.
    [Fact]
    public void Every_file_keeps_to_the_schema_and_to_the_batch()
    {
        var names = Gen.String[Gen.OneOf(Gen.Char['!', '~'], Gen.Char['一', '龥'], Gen.Const('&'), Gen.Const('<'), Gen.Const('"'), Gen.Const(';')), 1, DistributionLimits.BankName]
            .Select(name => $"x{name}"[..Math.Min(name.Length, DistributionLimits.BankName)]);
        var details = Gen.Select(Gen.Int[0, 3], names, names).Select((scheme, holder, bank) => scheme switch
        {
            0 => new BankDetails(BankScheme.Iban, holder, "DE89370400440532013000", "DEUTDEFF", null),
            1 => new BankDetails(BankScheme.Iban, holder, "NO9386011117947", null, bank),
            2 => new BankDetails(BankScheme.Cnaps, holder, "6222020200112233446", "102100099996", bank),
            _ => new BankDetails(BankScheme.Aba, holder, "123456789", "021001208", null),
        });
        Gen.Select(details, Gen.Select(details, Gen.Long[1, 9_999_999_999]).Array[1, 20]).Sample((payer, payments) =>
        {
            var file = File(payer, payments);
            var xml = CreditTransferXml.Write(file);
            PaymentSchema.Accepts(xml);
            var read = XDocument.Load(new MemoryStream(xml));
            XNamespace space = CreditTransferXml.Namespace;
            Assert.Equal(payments.Select(payment => Fen(payment.Item2).Amount), read.Descendants(space + "InstdAmt").Select(amount => amount.Value));
            Assert.Equal(payments.Select(payment => payment.Item1.Holder), read.Descendants(space + "Cdtr").Select(party => party.Value));
            Assert.Equal(file.Batch.Lines.Select(line => line.PaymentId.ToString("N")), read.Descendants(space + "EndToEndId").Select(id => id.Value));
            Assert.All(read.Descendants(space + "CtrlSum"), sum => Assert.Equal(file.Batch.Total.Amount, sum.Value));
            Assert.Equal(xml, CreditTransferXml.Write(file));
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Cells_of_the_csv_are_no_formulas()
    {
        var file = File(
            new BankDetails(BankScheme.Cnaps, "=cmd|' /C calc'!A0", "6222020200112233446", "102100099996", null),
            [(new BankDetails(BankScheme.Cnaps, "甲", "6222020200112233446", "102100099996", "@SUM(A1)"), 100L)]);
        var csv = Encoding.UTF8.GetString(CreditTransferCsv.Write(file, chinese: false));
        Assert.Contains("'=cmd", csv, StringComparison.Ordinal);
        Assert.Contains("'@SUM(A1)", csv, StringComparison.Ordinal);
    }

    [Fact]
    public void Details_open_for_their_account_and_digest_only()
    {
        var details = new BankDetails(BankScheme.Cnaps, "甲公司", "6222020200112233446", "102100099996", null);
        var digest = Secrets.Digest(Tenant, Batch, details);
        var sealedUp = Secrets.Seal(Tenant, Batch, details);
        Assert.Equal(details, Secrets.Open(Tenant, Batch, sealedUp, digest));
        Assert.Equal(digest, Secrets.Digest(Tenant, Batch, details));
        Assert.NotEqual(digest, Secrets.Digest("other", Batch, details));
        Assert.NotEqual(digest, Secrets.Digest(Tenant, Batch, details with { Account = "6222020200112233447" }));
        Assert.NotEqual(digest, new BankSecrets(new byte[32]).Digest(Tenant, Batch, details));
        Assert.ThrowsAny<CryptographicException>(() => Secrets.Open("other", Batch, sealedUp, digest));
        Assert.ThrowsAny<CryptographicException>(() => Secrets.Open(Tenant, Guid.Empty, sealedUp, digest));
        Assert.ThrowsAny<CryptographicException>(() => Secrets.Open(Tenant, Batch, sealedUp, "another"));
        Assert.ThrowsAny<CryptographicException>(() => Secrets.Open(Tenant, Batch, sealedUp[..20], digest));
        Assert.DoesNotContain("6222020200112233446", Encoding.Latin1.GetString(sealedUp), StringComparison.Ordinal);
    }

    private static PaymentFile File(BankDetails payer, (BankDetails Details, long Minor)[] payments)
    {
        var streams = Streams.Payments(Batch);
        var lines = payments.Select((payment, i) => new PaymentLine(i + 1, streams.Payment(i + 1), $"P{i}", Fen(payment.Minor), streams.First(streams.Payment(i + 1)), "d")).ToList();
        var batch = new PaymentBatchPrepared(
            "B1", "taihu", Guid.Empty, "2025", new DateOnly(2026, 1, 25), Batch, "d", lines, Money.Sum(lines.Select(line => line.Amount), Cny), Wang, At);
        return new PaymentFile(
            Batch, batch, At, lines.Select((line, i) => (line.AccountId, payments[i].Details)).Append((Batch, payer)).ToDictionary(pair => pair.Item1, pair => pair.Item2));
    }
}
