using System.Text;
using CsCheck;
using Ledger.Contributions.Domain;
using Ledger.Contributions.Features;
using Ledger.Contributions.Imports;
using Ledger.Rules;
using Ledger.ServiceDefaults.Hosting;
using static Ledger.Contributions.Tests.Imports.ImportText;

namespace Ledger.Contributions.Tests.Imports;

/// <summary>From bytes to requests: encodings, separators, quotes, headers and cells.</summary>
public sealed class ImportReadingTests
{
    private const string Chinese = "编号;协议;类别;名称（英文）;名称（中文）;生效日;接收方;币种;申报价值;出厂编号;已用月数;成新率\r\n"
        + "m-1;taihu-2025;捐赠设备;Lathe;车床;2025年3月1日;S;CNY;1200.50;T5-0042;12;0.85\r\n";

    [Fact]
    public async Task A_Chinese_file_is_read_in_utf8_with_and_without_its_mark_and_in_gb18030()
    {
        byte[][] files = [Encoding.UTF8.GetBytes(Chinese), [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Chinese)], TextEncodings.Gb18030.GetBytes(Chinese)];
        foreach (var file in files)
        {
            var row = Assert.Single(await RowsAsync(file));
            Assert.Empty(row.Errors);
            var request = Assert.IsType<RegisterContributionRequest>(row.Request);
            Assert.Equal(("m-1", "donated-equipment", new Text("Lathe", "车床")), (request.Reference, request.Kind, request.Title));
            Assert.Equal(Money.Parse("1200.50", Currency.Of("CNY")), request.Claimed);
            Assert.Equal(new DateOnly(2025, 3, 1), request.EffectiveOn);
            Assert.Equal(new EquipmentDetails("T5-0042", 12, Rational.Parse("0.85")), request.Details!.Equipment);
        }
    }

    [Fact]
    public async Task What_is_neither_utf8_nor_gb18030_is_refused()
    {
        var refused = await Assert.ThrowsAsync<ImportFileException>(() => RowsAsync([0x41, 0xFF, 0xFE, 0x41]));
        Assert.Equal(("import.encoding", 1), (refused.Rejection.Code, refused.Line));
    }

    [Theory]
    [InlineData("a,b\r\n1;2", ',')]
    [InlineData("a;b;c\n", ';')]
    [InlineData("a\tb", '\t')]
    [InlineData("\"a,b,c\";d", ';')]
    [InlineData("alone", ',')]
    public void The_separator_is_found_in_the_header(string text, char separator) =>
        Assert.Equal(separator, SeparatedText.SeparatorOf(new StringReader(text)));

    [Fact]
    public void Quotes_are_those_of_rfc_4180_and_lines_are_counted_as_an_editor_does()
    {
        var rows = SeparatedText.Read(new StringReader("a,b\r\n\"x \"\"y\"\"\r\nz\",\" 2,\"\r\n\r\n,\r\n3,4\n5\n"), ',').ToList();
        Assert.Equal(["x \"y\"\r\nz", " 2,"], rows[1].Cells);
        Assert.Equal([1, 2, 6, 7], rows.Select(row => row.Line));
        Assert.Equal(["import.ragged-row"], rows.Select(row => row.Problem?.Code).OfType<string>());
    }

    // Whatever is in the cells: what an export writes, an import reads.
    [Fact]
    public void Any_table_written_as_csv_is_read_back_as_it_was()
    {
        var cell = Gen.OneOf(Gen.String, Gen.OneOfConst("=1+1", "'=1", "''", "'", "@a", "a\r\nb", "\"", ",;\t", " 机床 ", "-5", "　全角"))
            .Select(text => new string([.. text.Where(c => c != '\0' && !char.IsSurrogate(c))]));
        Gen.Int[2, 6].SelectMany(width => cell.Array[width].Array[1, 8]).Sample(table =>
        {
            var rows = table.Where(row => row.Any(text => CsvText.Plain(text).Trim().Length > 0)).ToList();
            if (rows.Count == 0) return true;
            var text = string.Concat(rows.Select(row => CsvText.Line(row)));
            var read = SeparatedText.Read(new StringReader(text), ',').Select(row => row.Cells.Select(CsvText.Plain).ToList()).ToList();
            return read.Count == rows.Count && read.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second));
        });
    }

    [Fact]
    public async Task Every_column_that_is_unknown_missing_or_there_twice_is_named()
    {
        var refused = await Assert.ThrowsAsync<ImportHeaderException>(() => RowsAsync("reference,Reference,colour,kind,attribute: x,evidence 21: sha256\nr,r,c,k,x,e\n"));
        Assert.Equal(
            ["import.duplicate-column Reference", "import.unknown-column colour", "import.unknown-column evidence 21: sha256"],
            refused.Errors.Where(error => error.Column is not null).Select(error => $"{error.Code} {error.Column}"));
        Assert.Equal(
            ["agreement", "title (en)", "title (zh)", "effective on", "received by", "currency", "claimed"],
            refused.Errors.Where(error => error.Code == "import.missing-column").Select(error => error.Value));
        Assert.All(refused.Errors, error => Assert.Equal(1, error.Line));
    }

    [Theory]
    [InlineData("1,200.00", "import.number-form")]
    [InlineData("1.200,00", "import.number-form")]
    [InlineData("¥1200", "import.number-form")]
    [InlineData("１２００", "import.number-form")]
    [InlineData("1200.005", "money.over-precise")]
    [InlineData("", "import.cell-missing")]
    public async Task An_amount_in_another_form_is_refused_with_the_form_that_is_right(string amount, string code) => Assert.Equal(
        [(code, "claimed")], await ErrorsAsync($"{Header}\nr1,a,cash,T,题,2025-03-01,S,CNY,\"{amount}\"\n"));

    [Theory]
    [InlineData("2025-03-01", null)]
    [InlineData("2025/3/1", null)]
    [InlineData("03/01/2025", "import.date-form")]
    [InlineData("01.03.2025", "import.date-form")]
    [InlineData("2025-02-30", "import.date-form")]
    [InlineData("45717", "import.date-form")]
    public async Task A_day_has_its_year_first(string day, string? code)
    {
        var errors = await ErrorsAsync($"{Header}\nr1,a,cash,T,题,{day},S,CNY,1.00\n");
        Assert.Equal(code is null ? [] : [(code, "effective on")], errors);
    }

    [Fact]
    public async Task A_row_tells_everything_that_is_wrong_with_its_cells_at_once() => Assert.Equal(
        [("import.date-form", "effective on"), ("import.number-form", "claimed"), ("import.yes-no-form", "same skill")],
        await ErrorsAsync($"{Header},same skill\nr1,a,staff-time,T,题,1.3.25,S,CNY,\"1,0\",perhaps\n"));

    [Fact]
    public async Task A_group_of_cells_is_whole_or_empty()
    {
        const string Row = "r1,a,loaned-equipment,T,题,2025-03-01,S,CNY,1.00,T5-0042,12,0.9";
        Assert.Equal([("import.cell-missing", "loan to")],
            await ErrorsAsync($"{Header},serial number,age in months,condition,loan from,loan to\n{Row},2025-03-01,\n"));
        Assert.Empty(await ErrorsAsync($"{Header},serial number,age in months,condition,loan from,loan to\n{Row},,\n"));
        // The column itself may be missing: its name says what to add.
        Assert.Equal([("import.cell-missing", "condition")],
            await ErrorsAsync($"{Header},serial number,age in months\nr1,a,loaned-equipment,T,题,2025-03-01,S,CNY,1.00,T5-0042,12\n"));
    }

    [Fact]
    public async Task Evidence_and_attributes_stand_in_columns_of_their_own_or_in_one_of_json()
    {
        var columns = Assert.Single(await RowsAsync(
            $"{Header},attribute: Maker,evidence 2: reference,evidence 2: source class,evidence 2: issued on,evidence 2: title (en),evidence 2: title (zh),evidence 2: sha256\n"
            + $"r1,a,cash,T,题,2025-03-01,S,CNY,1.00,'=Taihu,E-1,invoice,2025-02-01,Invoice,发票,{new string('a', 64)}\n"));
        var request = (RegisterContributionRequest)columns.Request!;
        Assert.Equal("=Taihu", request.Attributes!["Maker"]);
        Assert.Equal(("E-1", new string('a', 64)), (request.Evidence.Single().Reference, request.Evidence.Single().Sha256));
        Assert.Equal("evidence 2: sha256", columns.Error(new EvidenceFileMissing("a") { Field = "evidence[0].sha256" }).Column);

        var json = Assert.Single(await RowsAsync($"{Header},attributes (json),evidence (json)\nr1,a,cash,T,题,2025-03-01,S,CNY,1.00,\"{{\"\"maker\"\":\"\"x\"\"}}\",[]\n"));
        Assert.Equal("x", ((RegisterContributionRequest)json.Request!).Attributes!["maker"]);
        Assert.Equal([("import.json-form", "attributes (json)")],
            await ErrorsAsync($"{Header},attributes (json)\nr1,a,cash,T,题,2025-03-01,S,CNY,1.00,{{\n"));
    }

    [Fact]
    public async Task A_line_of_json_is_the_request_of_the_endpoint()
    {
        const string Good = """{"contribution":"r1","day":"2025-03-03","start":"08:00:00","minutes":60}""";
        var rows = await RowsAsync($"{Good}\n\n{Good[..^1]},\"more\":1}}\n[]\n", ImportKind.Use, ImportFormat.JsonLines);
        Assert.Equal(new HoursLine("r1", new DateOnly(2025, 3, 3), new TimeOnly(8, 0), 60), rows[0].Request);
        Assert.Equal([(3, "import.json-form"), (4, "import.json-form")], rows.Skip(1).Select(row => (row.Line, row.Errors.Single().Code)));
    }

    [Fact]
    public async Task A_cell_within_the_limit_is_taken_and_one_beyond_is_not()
    {
        string With(int length) => $"{Header},attribute: note\nr1,a,cash,T,题,2025-03-01,S,CNY,1.00,{new string('x', length)}\n";
        Assert.Empty(await ErrorsAsync(With(ContributionLimits.ImportCellCharacters)));
        Assert.Equal([("import.cell-too-long", "attribute: note")], await ErrorsAsync(With(ContributionLimits.ImportCellCharacters + 1)));
        Assert.Equal([("import.character", "attribute: note")], await ErrorsAsync($"{Header},attribute: note\nr1,a,cash,T,题,2025-03-01,S,CNY,1.00,a\0b\n"));
    }

    [Fact]
    public async Task Columns_rows_and_the_length_of_a_row_have_limits()
    {
        var wide = string.Join(',', Enumerable.Range(0, ContributionLimits.ImportColumns + 1).Select(i => $"attribute: a{i}"));
        Assert.Equal("import.too-many-columns", (await Assert.ThrowsAsync<ImportHeaderException>(() => RowsAsync(wide + "\n"))).Errors.Single().Code);

        var open = Header + "\n\"" + new string('x', ContributionLimits.ImportRowCharacters + 10);
        var refused = await Assert.ThrowsAsync<ImportFileException>(() => RowsAsync(open));
        Assert.Equal(("import.row-too-long", 2), (refused.Rejection.Code, refused.Line));
        var json = await Assert.ThrowsAsync<ImportFileException>(() =>
            RowsAsync("\n" + new string('x', ContributionLimits.ImportRowCharacters + 1), ImportKind.Use, ImportFormat.JsonLines));
        Assert.Equal(("import.row-too-long", 2), (json.Rejection.Code, json.Line));

        var rows = string.Concat(Enumerable.Repeat("r,2025-03-03,08:00,60\n", ContributionLimits.ImportRows));
        Assert.Equal(ContributionLimits.ImportRows, (await RowsAsync("contribution,day,start,minutes\n" + rows, ImportKind.Time)).Count);
        var many = await Assert.ThrowsAsync<ImportFileException>(() => RowsAsync("投入编号,日期,开始时间,分钟\n" + rows + "r,2025-03-03,08:00,60\n", ImportKind.Time));
        Assert.Equal(("import.too-many-rows", ContributionLimits.ImportRows + 2), (many.Rejection.Code, many.Line));
    }

    [Theory]
    [InlineData("")]
    [InlineData("reference,agreement,kind,title (en),title (zh),effective on,received by,currency,claimed\n")]
    public async Task A_file_without_rows_is_refused(string text) =>
        Assert.Equal("import.empty", (await Assert.ThrowsAsync<ImportFileException>(() => RowsAsync(text))).Rejection.Code);
}
