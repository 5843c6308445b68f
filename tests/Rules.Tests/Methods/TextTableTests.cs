namespace Ledger.Rules.Tests;

public sealed class TextTableTests
{
    [Fact]
    public void Columns_line_up_and_chinese_takes_two_columns_each() => Assert.Equal(
        """
        Name  Value
        ----  -----
        份额   1.00
        x     20.50

        """.ReplaceLineEndings("\n"),
        new TextTable(["Name", "Value"], 1).Row("份额", "1.00").Row("x", "20.50").ToString());

    [Fact]
    public void Long_cells_are_broken_at_blanks_and_lines_end_without_blanks()
    {
        var words = string.Join(' ', Enumerable.Repeat("word", 20));
        var lines = new TextTable(["A", "B"]).Row(words, "b").Row("one\ntwo").ToString().Split('\n');
        Assert.All(lines, line => Assert.Equal(line.TrimEnd(' '), line));
        Assert.All(lines, line => Assert.True(line.Length <= TextTable.Widest + 3));
        Assert.Equal(20, lines.Skip(2).SelectMany(line => line.Split(' ')).Count(word => word == "word"));
        Assert.Contains("one", lines);
        Assert.Contains("two", lines);
    }

    [Fact]
    public void A_word_longer_than_a_column_is_not_broken()
    {
        var hash = new string('f', TextTable.Widest + 4);
        Assert.Contains(hash, new TextTable(["A"]).Row(hash).ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("份额", 4)]
    [InlineData("（%）", 5)]
    [InlineData("한글", 4)]
    [InlineData("é", 1)]
    [InlineData("𠀀", 2)]
    public void The_width_of_a_text_counts_wide_characters_twice(string text, int width) => Assert.Equal(width, TextTable.Width(text));

    [Fact]
    public void A_row_has_no_more_cells_than_there_are_columns() =>
        Assert.Throws<ArgumentException>(() => new TextTable(["A"]).Row("1", "2"));
}
