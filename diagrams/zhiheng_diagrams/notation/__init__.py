"""What a picture is written in: shapes and colours, words and their widths, signs and boxes."""
