using AngleSharp.Html.Parser;
using Ledger.Portal.Tables;

namespace Ledger.Portal.Tests;

/// <summary>Tables of pages as CSV.</summary>
public sealed class TablesTests
{
    private static string Csv(string rows) =>
        CsvTable.Of(new HtmlParser().ParseDocument($"<table>{rows}</table>").QuerySelector("table")!).TrimStart('\uFEFF').ReplaceLineEndings("\n");

    private static string Money(string value, string shown, string currency) => $"<td><data class=money value={value}>{shown}&nbsp;<abbr>{currency}</abbr></data></td>";

    [Fact]
    public void A_column_of_one_currency_holds_plain_figures() => Assert.Equal(
        "Party,Cash (CNY)\nE1,252995.31\nE2,\n",
        Csv($"<tr><th>Party<th>Cash</tr><tr><th>E1</th>{Money("252995.31", "252,995.31", "CNY")}</tr><tr><th>E2</th><td></td></tr>"));

    [Fact]
    public void A_column_of_two_currencies_names_each() => Assert.Equal(
        "Cash\n1.00 CNY\n2 JPY\n",
        Csv($"<tr><th>Cash</tr><tr>{Money("1.00", "1.00", "CNY")}</tr><tr>{Money("2", "2", "JPY")}</tr>"));

    [Fact]
    public void Text_is_quoted_where_it_must_be_and_never_a_formula() => Assert.Equal(
        "a\n\"x, \"\"y\"\"\"\n'=1+1\n'@x\n-5.00\n'+86 10\n",
        Csv("<tr><th>a</tr><tr><td>x, \"y\"</tr><tr><td>=1+1</tr><tr><td>@x</tr><tr><td>-5.00</tr><tr><td>+86 10</tr>"));

    [Fact]
    public void Small_print_stands_apart_and_a_wide_cell_fills_its_columns() => Assert.Equal(
        "a,b\nname related party,x\ntotal,\n",
        Csv("<tr><th>a<th>b</tr><tr><td>name<small>related party</small></td><td>x</td></tr><tr><td colspan=2>total</td></tr>"));

    // The entries of the journal: day and narrative stand over every line of one entry.
    [Fact]
    public void A_cell_over_several_rows_stands_in_each_but_an_amount_in_the_first() => Assert.Equal(
        "Day,What,Account,Debit (CNY),Whole (CNY)\n2026-01-05,rent,cash,1.00,3.00\n2026-01-05,rent,bank,2.00,\n2026-01-06,fee,cash,,\n",
        Csv("<tr><th>Day<th>What<th>Account<th>Debit<th>Whole</tr>"
            + $"<tr><td rowspan=2>2026-01-05<th rowspan=2>rent<td>cash{Money("1.00", "1.00", "CNY")}{Money("3.00", "3.00", "CNY").Replace("<td", "<td rowspan=2", StringComparison.Ordinal)}</tr>"
            + $"<tr><td>bank{Money("2.00", "2.00", "CNY")}</tr><tr><td>2026-01-06<td>fee<td>cash<td><td></tr>"));
}
