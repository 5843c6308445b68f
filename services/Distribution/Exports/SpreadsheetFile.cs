using System.Globalization;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Ledger.Distribution.Exports;

/// <summary>
/// An XLSX workbook, written row by row. Text is written as text and never as a formula, so nothing in it is ever run. Amounts are numbers
/// with their exact digits while a spreadsheet keeps them (15 significant digits); longer ones are text.
/// </summary>
internal sealed class SpreadsheetFile : IDisposable
{
    private const int CellLength = 32_767;
    private const int SignificantDigits = 15;
    private const int SheetNameLength = 31;

    // Positions in the style sheet below.
    private const uint Plain = 0;
    private const uint Bold = 1;
    private const uint FirstNumber = 2;

    private readonly SpreadsheetDocument _document;
    private readonly WorkbookPart _workbook;
    private readonly List<Sheet> _sheets = [];
    private OpenXmlWriter? _sheet;

    public SpreadsheetFile(Stream output)
    {
        _document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        _workbook = _document.AddWorkbookPart();
        _workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
    }

    /// <summary>Begins a sheet with its header.</summary>
    public void Sheet(string name, params IEnumerable<string> columns)
    {
        EndSheet();
        var part = _workbook.AddNewPart<WorksheetPart>();
        _sheets.Add(new Sheet
        {
            Name = name.Length <= SheetNameLength ? name : name[..SheetNameLength], SheetId = (uint)_sheets.Count + 1, Id = _workbook.GetIdOfPart(part),
        });
        _sheet = OpenXmlWriter.Create(part);
        _sheet.WriteStartElement(new Worksheet());
        _sheet.WriteStartElement(new SheetData());
        _sheet.WriteStartElement(new Row());
        foreach (var column in columns) Text(column, Bold);
        _sheet.WriteEndElement();
    }

    /// <summary>One row; a cell is text, money or nothing.</summary>
    public void Row(params ReadOnlySpan<object?> cells)
    {
        _sheet!.WriteStartElement(new Row());
        foreach (var cell in cells)
        {
            switch (cell)
            {
                case Rules.Money money:
                    Number(money);
                    break;
                case IFormattable formattable:
                    Text(formattable.ToString(null, CultureInfo.InvariantCulture), Plain);
                    break;
                default:
                    Text(cell?.ToString() ?? "", Plain);
                    break;
            }
        }

        _sheet.WriteEndElement();
    }

    public void Dispose()
    {
        EndSheet();
        _workbook.Workbook = new Workbook(new Sheets(_sheets));
        _document.Dispose();
    }

    private void EndSheet()
    {
        if (_sheet is null) return;
        _sheet.WriteEndElement();
        _sheet.WriteEndElement();
        _sheet.Dispose();
        _sheet = null;
    }

    private void Text(string text, uint style)
    {
        if (text.Length == 0)
        {
            _sheet!.WriteElement(new Cell { StyleIndex = style });
            return;
        }

        _sheet!.WriteElement(new Cell(new InlineString(new Text(Clean(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            DataType = CellValues.InlineString, StyleIndex = style,
        });
    }

    private void Number(Rules.Money money)
    {
        var amount = money.Amount;
        if (amount.Count(char.IsAsciiDigit) > SignificantDigits)
        {
            Text(amount, Plain);
            return;
        }

        _sheet!.WriteElement(new Cell(new CellValue(amount)) { DataType = CellValues.Number, StyleIndex = FirstNumber + (uint)money.Currency.MinorDigits });
    }

    private static string Clean(string text)
    {
        var clean = new StringBuilder(Math.Min(text.Length, CellLength));
        foreach (var c in text)
        {
            if (clean.Length == CellLength) break;
            clean.Append(XmlConvert.IsXmlChar(c) || char.IsSurrogate(c) ? c : '\uFFFD');
        }

        return clean.ToString();
    }

    // Plain, bold, and a number format for each count of places that a currency has.
    private static Stylesheet Styles() => new(
        new NumberingFormats(
            new NumberingFormat { NumberFormatId = 164, FormatCode = "#,##0" }, new NumberingFormat { NumberFormatId = 165, FormatCode = "#,##0.0" },
            new NumberingFormat { NumberFormatId = 166, FormatCode = "#,##0.00" }, new NumberingFormat { NumberFormatId = 167, FormatCode = "#,##0.000" }),
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(), new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = 164, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 165, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = 166, ApplyNumberFormat = true }, new CellFormat { NumberFormatId = 167, ApplyNumberFormat = true }));
}
