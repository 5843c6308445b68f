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
        var cell = CsvText.Line(text).TrimEnd('\n', '\r').TrimStart('"').TrimStart(' ');
        return cell.Length == 0 || !"=+-@\t".Contains(cell[0]) || text.Length == 0;
    });

    [Fact]
    public void A_row_has_the_columns_of_the_header_in_both_languages()
    {
        var contribution = new object[] { Registered, Verified, Recorded }.Aggregate(Contribution.None(Id), ContributionDecider.Evolve);
        var row = ExportContributionsEndpoint.Row(ContributionSummary.Of(contribution));
        Assert.Equal(
            "E1-machine,taihu-2025,E1,donated-equipment,5-axis machine,五轴机床,2025-03-01,S,valued,CNY,1200000.00,840000.00,no,no\r\n", row);
        Assert.StartsWith("reference,agreement,party,", ExportContributionsEndpoint.Header(false), StringComparison.Ordinal);
        Assert.StartsWith("编号,协议,投入方,", ExportContributionsEndpoint.Header(true), StringComparison.Ordinal);
        Assert.Equal(row.Count(c => c == ','), ExportContributionsEndpoint.Header(true).Count(c => c == ','));
    }
}
