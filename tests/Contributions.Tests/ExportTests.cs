using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using static Ledger.Contributions.Tests.Samples;

namespace Ledger.Contributions.Tests;

public sealed class ExportTests
{
    [Theory]
    [InlineData("=1+1", "\"'=1+1\"")]
    [InlineData("+86", "\"'+86\"")]
    [InlineData("-5", "\"'-5\"")]
    [InlineData("@SUM(A1)", "\"'@SUM(A1)\"")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("＝1", "\"'＝1\"")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("say \"x\"", "\"say \"\"x\"\"\"")]
    [InlineData("a\r\n=b", "\"a\r\n=b\"")]
    [InlineData("plain 机床", "plain 机床")]
    [InlineData(null, "")]
    public void A_cell_is_text_and_never_a_formula(string? text, string cell) => Assert.Equal(cell + "\r\n", CsvText.Line(text));

    [Fact]
    public void No_text_begins_a_formula() => Gen.String.Sample(text =>
    {
        // As a spreadsheet reads the cell: out of its quotes, and past leading blanks.
        var written = CsvText.Line(text)[..^2];
        var cell = (written.StartsWith('"') ? written[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : written).TrimStart(' ');
        return cell.Length == 0 || !"=+-@\t".Contains(cell[0]) || text.Length == 0;
    });

    [Fact]
    public void An_apostrophe_of_the_text_itself_is_doubled_and_read_back()
    {
        Assert.Equal("\"''=1\"\r\n", CsvText.Line("'=1"));
        Assert.Equal(("'=1", "=1", "'plain", "'"), (CsvText.Plain("''=1"), CsvText.Plain("'=1"), CsvText.Plain("'plain"), CsvText.Plain("'")));
    }

    [Fact]
    public async Task An_exported_row_has_the_columns_of_the_header_and_is_the_same_request_again()
    {
        var said = Machine with
        {
            Title = new Text("=5-axis, \"new\"", "'五轴\n机床"), ClaimType = ClaimType.UntilPaid,
            Details = new KindDetails(Equipment: new EquipmentDetails("T5-0042", 24, Rational.Parse("0.64"), Rational.Parse("1/3"))),
        };
        var contribution = new object[] { Registered with { Particulars = said }, Verified with { Particulars = said }, Recorded }
            .Aggregate(Contribution.None(Id), ContributionDecider.Evolve);
        foreach (var chinese in new[] { false, true })
        {
            var header = RegisterCsv.Header(chinese);
            Assert.StartsWith(chinese ? "编号,协议,投入方," : "reference,agreement,party,", header, StringComparison.Ordinal);
            var row = Assert.Single(await Imports.ImportText.RowsAsync(header + RegisterCsv.Row(contribution)));
            Assert.Empty(row.Errors);
            Assert.Equal("E1", row.Party);
            Assert.Equal(said, ((RegisterContributionRequest)row.Request!).For("E1", out _));
        }

        Assert.StartsWith(
            "E1-machine,taihu-2025,E1,donated-equipment,\"'=5-axis, \"\"new\"\"\",\"''五轴\n机床\",2025-03-01,S,valued,CNY,1200000.00,840000.00,no,no,until-paid,",
            RegisterCsv.Row(contribution), StringComparison.Ordinal);
    }

    [Fact]
    public void The_history_has_the_end_of_every_month()
    {
        Assert.Equal(
            [new DateOnly(2025, 1, 31), new DateOnly(2025, 2, 28), new DateOnly(2025, 3, 15)],
            TotalsHistoryEndpoint.MonthEnds(new DateOnly(2025, 1, 10), new DateOnly(2025, 3, 15)));
        Assert.Equal(ContributionLimits.HistoryPoints + 1, TotalsHistoryEndpoint.MonthEnds(new DateOnly(1990, 1, 1), new DateOnly(2025, 3, 15)).Count);
    }
}
