using Ledger.Distribution.Domain;
using Ledger.Distribution.Features;
using Ledger.Rules;

namespace Ledger.Distribution.Tests.Exports;

/// <summary>What does not go into a file of its format is refused before anything is written.</summary>
public sealed class ExportRefusalTests
{
    private static readonly Currency Yuan = Currency.Of("CNY");
    private static readonly Currency Dollar = Currency.Of("USD");
    private static readonly Currency Dinar = Currency.Of("KWD"); // three decimal places

    [Theory]
    [InlineData("saf-t")]
    [InlineData("gbt-24589")]
    public void A_file_of_one_currency_does_not_take_two(string format) =>
        Assert.Equal(("export.currency-mixed", "currency"), Refusal(new JournalExportQuery(format).Unfit([Yuan, Dollar], 1)));

    [Fact]
    public void Three_decimal_places_do_not_go_into_saf_t()
    {
        Assert.Equal(("export.currency-places", "currency"), Refusal(new JournalExportQuery("saf-t").Unfit([Dinar], 1)));
        Assert.Null(new JournalExportQuery("gbt-24589").Unfit([Dinar], 1));
    }

    [Fact]
    public void One_row_more_than_a_sheet_holds()
    {
        Assert.Null(new JournalExportQuery("xlsx").Unfit([Yuan, Dollar], DistributionLimits.SheetRows));
        Assert.Equal(("export.too-many-rows", "format"), Refusal(new JournalExportQuery("xlsx").Unfit([Yuan], DistributionLimits.SheetRows + 1)));
        Assert.Null(new JournalExportQuery("csv").Unfit([Yuan, Dollar], DistributionLimits.SheetRows + 1));
    }

    private static (string?, string?) Refusal(Rejection? refused) => (refused?.Code, refused?.Field);
}
