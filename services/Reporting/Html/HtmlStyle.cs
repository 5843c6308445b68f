namespace Ledger.Reporting;

/// <summary>The one style of every page; its digest stands in the content security policy.</summary>
internal static class HtmlStyle
{
    public const string Sheet =
        """
        :root{color-scheme:light;--ink:#1b1f24;--muted:#57606a;--line:#c9d1d9;--soft:#f3f6f9}
        body{margin:0;color:var(--ink);background:#fff;font:16px/1.55 system-ui,"Noto Sans CJK SC","Noto Sans SC","PingFang SC","Microsoft YaHei","WenQuanYi Micro Hei",sans-serif}
        main{max-width:60rem;margin:0 auto;padding:1.5rem}
        h1{font-size:1.7rem;line-height:1.25;margin:0 0 .25rem}
        h2{font-size:1.25rem;margin:2rem 0 .5rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
        h3{font-size:1.05rem;margin:1.25rem 0 .4rem}
        .subtitle{color:var(--muted);margin:0 0 1rem}
        .notice{border-left:4px solid #9a3412;background:var(--soft);padding:.6rem .9rem;font-weight:600}
        dl{margin:.5rem 0}
        dl div{display:grid;grid-template-columns:minmax(9rem,16rem) 1fr;gap:1rem;padding:.25rem 0;border-bottom:1px solid var(--soft)}
        dt{color:var(--muted)}
        dd{margin:0;overflow-wrap:anywhere}
        .wide{overflow-x:auto}
        table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.9rem}
        caption{text-align:left;font-weight:600;padding:.3rem 0}
        th,td{border-bottom:1px solid var(--line);padding:.35rem .5rem;text-align:left;vertical-align:top}
        thead th{background:var(--soft)}
        tbody th{font-weight:400}
        tfoot th,tfoot td{font-weight:700;border-top:2px solid var(--ink)}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        .code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.82rem;overflow-wrap:anywhere;word-break:break-all}
        figure{margin:1rem 0}
        figure svg{max-width:100%;height:auto}
        figcaption{color:var(--muted);font-size:.9rem}
        summary{cursor:pointer}
        footer{margin-top:2rem;border-top:1px solid var(--line);color:var(--muted);font-size:.85rem}
        @media print{@page{size:A4;margin:16mm}main{max-width:none;padding:0}body{font-size:10pt}.wide{overflow:visible}h2,h3,caption{break-after:avoid}tr,figure{break-inside:avoid}thead{display:table-header-group}}
        """;
}
